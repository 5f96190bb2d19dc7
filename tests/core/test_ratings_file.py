import csv
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.errors import BadFile
from tamarack.core.formats import ratings as ratings_file
from tamarack.core.formats.ratings import Answers, read_ratings
from tamarack.core.framework import Framework
from tests.core.strategies import frameworks, ratings_of


def taken(framework: Framework, text: str | bytes) -> list[Answers]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_ratings(TextIOWrapper(BytesIO(data), "utf-8", "surrogateescape", newline=""), framework))


def problems_of(framework: Framework, text: str | bytes) -> list[str]:
    with pytest.raises(BadFile) as caught:
        taken(framework, text)
    return [str(problem) for problem in caught.value.problems]


EXPECTED = [Answers(None, {"COL.1": "E", "COL.2": None, "COL.3": "NA"})]


@pytest.mark.parametrize(
    "text",
    [
        "criterion,rating\nCOL.1,E\nCOL.2,\nCOL.3,NA\n",
        "\ufeffcriterion;rating\r\nCOL.1;E\r\nCOL.2;\r\nCOL.3;NA",
        "Rating,Criterion\nE,COL.1\n,COL.2\n\n  \nNA , COL.3\n",
        '"criterion","rating"\r"COL.1","E"\r"COL.2",""\r"COL.3","NA"\r',
        "criterion,rating\nCOL.1,E,\nCOL.2,\nCOL.3,NA,,\n,\n",
    ],
)
def test_a_ratings_file_may_be_written_in_several_ways(cacee: Framework, text: str) -> None:
    assert taken(cacee, text) == EXPECTED


def test_people_come_one_at_a_time_with_their_group(cacee: Framework) -> None:
    text = "group,person,criterion,rating\nx,b,COL.1,B\nx,b,COL.2,0\n,a,COL.1,M\n"
    assert taken(cacee, text) == [
        Answers("b", {"COL.1": "B", "COL.2": "0"}, "x"), Answers("a", {"COL.1": "M"})
    ]  # fmt: skip


def test_a_file_without_rows_is_one_unrated_person_or_no_person(cacee: Framework) -> None:
    assert taken(cacee, "criterion,rating\n") == [Answers(None, {})]
    assert taken(cacee, "criterion,rating,person\n") == []


def test_all_errors_are_told_at_once_with_line_column_and_value(cacee: Framework) -> None:
    rows = ["person,criterion,rating,group", "a,COL.1,X,g", "a,COL.1,B,g", "a,ETH.2,E,h", "b,COL.9,B,g", ",COL.2,,",
            "a,COL.2,NA,g", "a,COL.3", "a,,B,g", "a,COL.3,B,g,more", "z\x1b[1m,COL.3,B,g"]  # fmt: skip
    assert problems_of(cacee, "\n".join(rows)) == [
        "line 2, column rating: “X” is not a rating of COL.1. It can be rated 0, B, E, M, NA.",
        "line 3, column criterion: “COL.1” is rated twice by the same person, first on line 2.",
        "line 4, column group: “h” is not “g”, the group in this person's rows above.",
        "line 4, column rating: ETH.2 has no descriptor at level E. It can be rated 0, B, M, NA.",
        "line 5, column criterion: cacee 1.0 has no criterion “COL.9”. It has COL.1 … MTN.5.",
        "line 6, column person: The person is missing for “COL.2”.",
        "line 7, column person: The rows of “a” do not stand together.",
        "line 8: The number of values is 2, of columns 4: “a,COL.3”.",
        "line 9, column criterion: The criterion is missing. The rating is “B”.",
        "line 10: The number of values is 5, of columns 4: “a,COL.3,B,g,more”.",
        "line 11, column person: 'z\\x1b[1m' has characters that cannot be shown.",
    ]


def test_a_header_that_cannot_be_right_is_told(cacee: Framework) -> None:
    assert problems_of(cacee, "criterion,ratin,ratin\n") == [
        "line 1, column rating: The first row should name this column. It has criterion, ratin, ratin.",
        "line 1, column 2: “ratin” is not a column of a ratings file. There are criterion, rating, person, group.",
        "line 1, column 3: “ratin” is not a column of a ratings file. There are criterion, rating, person, group.",
    ]
    assert problems_of(cacee, "criterion,rating,rating\n") == ["line 1, column 3: The column “rating” is given twice."]
    assert len(problems_of(cacee, "")) == 2


def test_what_is_not_utf_8_is_told_with_its_line(cacee: Framework) -> None:
    assert problems_of(cacee, b"criterion,rating\nCOL.1,B\nCOL.2,\xe9\n") == [
        "line 3, column rating: “?” is not text in UTF-8. Save the file as UTF-8."
    ]


def test_an_open_quote_is_told_after_the_problems_before_it(cacee: Framework) -> None:
    found = problems_of(cacee, 'criterion,rating\nCOL.1,X\nCOL.2,"B\nCOL.3,B\n')
    assert [problem.split(":")[0] for problem in found] == ["line 2, column rating", "line 3"]


def test_nobody_is_taken_from_a_file_with_an_error_at_its_end(cacee: Framework) -> None:
    with pytest.raises(BadFile):
        read_ratings(StringIO("person,criterion,rating\na,COL.1,B\nb,COL.1,X\n"), cacee)


def test_the_first_thousand_problems_are_told_and_the_rest_counted(cacee: Framework) -> None:
    found = problems_of(cacee, "person,criterion,rating\n" + "".join(f"p{n},COL.1,X\n" for n in range(1500)))
    assert len(found) == 1001
    assert found[-1] == "And 500 more problems."


def test_torn_rows_are_found_however_many_people_there_are(cacee: Framework, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ratings_file, "PEOPLE_AT_ONCE", 7)
    monkeypatch.setattr(ratings_file, "SLOTS", 16)
    people = [f"p{n}" for n in range(100)] + ["p3", "p70"]
    found = problems_of(cacee, "person,criterion,rating\n" + "".join(f"{person},COL.1,B\n" for person in people))
    assert [problem.split(", ")[0] for problem in found] == ["line 102", "line 103"]


def test_memory_does_not_grow_with_the_number_of_people(cacee: Framework, monkeypatch: pytest.MonkeyPatch) -> None:
    import tracemalloc

    monkeypatch.setattr(ratings_file, "PEOPLE_AT_ONCE", 100)
    monkeypatch.setattr(ratings_file, "SLOTS", 1024)

    def peak(people: int) -> int:
        stream = StringIO("person,criterion,rating\n" + "".join(f"p{n},COL.1,B\n" for n in range(people)))
        tracemalloc.start()
        assert sum(1 for _ in read_ratings(stream, cacee)) == people
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(100)
    assert peak(3000) < 1.5 * peak(300)


@given(st.data())
def test_what_is_written_is_what_is_read(data: st.DataObject) -> None:
    framework = data.draw(frameworks)
    people = data.draw(st.dictionaries(st.sampled_from("abcdé"), ratings_of(framework), max_size=3))
    stream = StringIO(newline="")
    writer = csv.writer(stream, delimiter=data.draw(st.sampled_from(",;")))
    writer.writerow(["person", "criterion", "rating"])
    for person, ratings in people.items():
        writer.writerows([person, code, value or ""] for code, value in ratings.items())
    assert list(read_ratings(stream, framework)) == [Answers(person, ratings) for person, ratings in people.items()]
