"""The words of docs/permissions.md in both languages."""

Words = dict[str, str]


def both(en: str, fr: str) -> Words:
    """A text in English and in French."""
    return {"en": en, "fr": fr}


VISITORS = {
    "signed out": both("signed out", "sans session"), "link": both("holder of a link", "qui a un lien"),
    "stranger": both("stranger", "inconnu"), "self": both("self", "soi-même"),
    "teammate": both("teammate", "même équipe"), "reviewer": both("reviewer", "personne validatrice"),
    "lead": both("team lead", "responsable d’équipe"), "owner": both("organisation owner", "propriétaire"),
    "steward": both("steward", "responsable du référentiel"), "administrator": both("administrator", "administration"),
}  # fmt: skip
OTHERS = {
    "decider": both("yes: who decides for the issuer", "oui : qui décide pour l’émetteur"),
    "officer": both("yes: who answers for personal information", "oui : qui répond des renseignements personnels"),
    "colleague": both("yes: a member in another team", "oui : un membre d’une autre équipe"),
    "midway": both("yes: whose second step is missing", "oui : qui n’a pas encore fait la seconde étape"),
    "joiner": both("yes: whom their organisation sends", "oui : qui vient de son organisation"),
    "newcomer": both("yes: who has not confirmed an address", "oui : qui n’a pas encore confirmé d’adresse"),
    "trying": both("yes: the browser in which it was begun", "oui : le navigateur où l’essai a commencé"),
}
GUARDS = {
    "anyone": both("anyone", "tout le monde"),
    "demo": both("anyone, in a demo, on its own machine", "tout le monde, dans une démo, sur sa propre machine"),
    "signed in": both("who is signed in: their own", "qui a ouvert une session : ce qui lui appartient"),
    "link": both("who has the link", "qui a le lien"),
    "trial": both("who has the trial", "qui a l’essai"),
    "signing in": both("who gave their password, or more", "qui a donné son mot de passe, ou davantage"),
    "signing up": both("who signed up, confirmed or not", "qui a créé un compte, confirmé ou non"),
    "joining": both(
        "who has no account yet, and is sent by their organisation",
        "qui n’a pas encore de compte et vient de son organisation",
    ),
    "nobody": both(
        "nobody: it is not offered, or not without a provider’s answer",
        "personne : cela n’est pas offert, ou pas sans la réponse d’un fournisseur",
    ),
    "administrator": both("`is_staff`: accounts, frameworks, tasks", "`is_staff` : comptes, référentiels, tâches"),
}
THINGS = {
    "webhook": both("a webhook", "un webhook"),
    "org_webhook": both("a webhook of the organisation", "un webhook de l’organisation"),
    "token": both("an API token", "un jeton d’API"),
    "org_token": both("an API token of the organisation", "un jeton d’API de l’organisation"),
    "draft": both("a draft", "une ébauche"),
    "second_step": both("one’s second step", "sa seconde étape"),
    "passkey": both("a passkey", "une clé d’accès"),
    "account": both("an account", "un compte"),
    "place": both("an organisation", "une organisation"),
    "version": both("a version of a rubric", "une version d’un référentiel"),
    "archive": both("an archive of one’s data", "une archive de ses données"),
    "breach": both("an entry of the register of breaches", "une entrée du registre des incidents"),
    "brought_credential": both("a credential brought along", "un titre apporté d’ailleurs"),
    "leaving": both("a deleted account, in the grace", "un compte supprimé, pendant le délai"),
    "rubric": both("a rubric that they keep", "un référentiel sous leur responsabilité"),
    "rubric_steward": both(
        "a steward of a rubric that they keep", "une personne responsable d’un référentiel qui est le leur"
    ),
    "rubric_area": both(
        "a competency of a draft that they write", "une compétence d’une ébauche sous leur responsabilité"
    ),
    "rubric_place": both("a place in a draft that they write", "un endroit d’une ébauche sous leur responsabilité"),
    "rubric_change": both(
        "a change of a draft that they write", "un changement d’une ébauche sous leur responsabilité"
    ),
    "rubric_comment": both(
        "a comment on a draft that they write", "un commentaire sur une ébauche sous leur responsabilité"
    ),
    "rubric_version": both("a version of such a rubric", "une version d’un tel référentiel"),
    "rubric_draft": both("a draft of a rubric that they keep", "une ébauche d’un référentiel sous leur responsabilité"),
    "proposal": both("a proposal", "une proposition"),
    "comment": both("a comment", "un commentaire"),
    "consultation": both("a consultation that is open", "une consultation en cours"),
    "over": both("a consultation that is over", "une consultation terminée"),
    "answered_for": both(
        "an organisation’s answers to a consultation", "les réponses d’une organisation à une consultation"
    ),
    "rubric_proposal": both(
        "a proposal to a rubric that they keep", "une proposition pour un référentiel sous leur responsabilité"
    ),
    "rubric_consultation": both(
        "a consultation on a rubric that they keep", "une consultation sur un référentiel sous leur responsabilité"
    ),
    "rubric_over": both("one of those that is over", "une de celles qui sont terminées"),
    "rubric_crosswalk": both(
        "a crosswalk of a rubric that they keep", "une table de concordance d’un référentiel sous leur responsabilité"
    ),
    "done": both("what was submitted", "ce qui est soumis"),
    "invitation": both("an invitation", "une invitation"),
    "review": both("a review", "un entretien"),
    "shipped_role": both("a role profile that comes along", "un profil de rôle fourni"),
    "role": both("one’s own role profile", "son propre profil de rôle"),
    "campaign": both("a campaign of everybody", "une campagne pour tout le monde"),
    "team_campaign": both("a campaign of self’s team", "une campagne de l’équipe de soi-même"),
    "invited": both("a campaign in which they are asked", "une campagne où elles sont invitées"),
    "org_role": both("a role profile of the organisation", "un profil de rôle de l’organisation"),
    "event": both("an event of the team", "une activité de l’équipe"),
    "for_all": both("an event for the whole organisation", "une activité pour toute l’organisation"),
    "associate": both("of the association", "de l’association"),
    "imported": both("answers that wait", "des réponses en attente"),
    "hidden_credential": both("one that is hidden", "un titre caché"),
    "credential": both("one that is listed", "un titre affiché"),
}
PARTS_NAMED = {
    "site": both("The site and the rubric", "Le site et la grille"),
    "trial": both("Trying without an account", "Essayer sans compte"),
    "signing": both("Signing in", "Ouverture de session"),
    "account": both("Accounts", "Comptes"),
    "assessment": both("Self-assessment and results", "Autoévaluation et résultats"),
    "growth": both("Growth", "Croissance"),
    "feedback": both("Feedback", "Rétroaction"),
    "reviews": both("Reviews", "Entretiens de validation"),
    "portfolio": both("Portfolio", "Portfolio"),
    "log": both("Professional development log", "Registre de perfectionnement professionnel"),
    "credentials": both("Credentials", "Titres numériques"),
    "figures": both("Figures of many people", "Données regroupées"),
    "together": both("What teams do together", "Ce que les équipes font ensemble"),
    "stewardship": both("Keeping a rubric", "Responsabilité d’un référentiel"),
    "voice": both("What everyone says to a rubric", "Ce que chacun dit d’un référentiel"),
    "organisations": both("Organisations and teams", "Organisations et équipes"),
    "administration": both("Administration", "Administration"),
}
TEXTS = {
    "en": {
        "columns": "address,takes,rule", "cells": "yes,—",
        "opening": """# Who may open which page

Written by `scripts/permissions.py` (`make docs`), which asks the rules themselves in a small invented world:
everything in it is one person’s, *self*. A test opens every page below as every visitor, and fails where a page and
this table differ (`tests/web/test_permissions_access.py`). [Version française](permissions.fr.md).

- The rule is named as it stands in the code: `people.rules.is_own` is `is_own` in `src/tamarack/people/rules.py`.
- *yes*: the page is shown, or the form is looked at. A dash: whoever is signed out is asked to sign in; everyone
  else is told that there is no such page, or that it is not theirs, in the same words whether there is one or not.
- *Reviewer*: who took up a review of self’s and has a grant for it. *Holder of a link*: someone without an account
  who has the link that the page is for, and no other. *Administrator*: an account of the administration, in no
  organisation: it has no view of anyone’s answers.
- *Stranger* to *administrator* are signed in; what is “their own” shows each their own, and nothing of self.
- *Steward*: who keeps the rubric, and nothing else here.
""",
        "ending": """## What stands in no column

- Who asks for feedback cannot open the link of someone whom they asked, even where they hold it.
- A link is over when it was taken back, renewed or used up, and on its last day.
- Nobody decides about a credential that is their own.
- Signed in, pages of signing in lead on: a *yes* there opens nothing more. What changes a way to sign in asks for a
  fresh proof first; the visitors here have just given it.
- Two addresses have no name: `/` leads to the page in the reader’s language, `/robots.txt` tells search engines
  what to leave alone.
""",
    },
    "fr": {
        "columns": "adresse,reçoit,règle", "cells": "oui,—",
        "opening": """# Qui peut ouvrir quelle page

Écrit par `scripts/permissions.py` (`make docs`), qui interroge les règles elles-mêmes dans un petit monde inventé :
tout y appartient à une seule personne, *soi-même*. Un test ouvre chaque page ci-dessous comme chaque personne, et
échoue dès qu’une page et ce tableau diffèrent (`tests/web/test_permissions_access.py`). [English
version](permissions.md).

- La règle porte le nom qu’elle a dans le code : `people.rules.is_own` est `is_own` dans
  `src/tamarack/people/rules.py`.
- *oui* : la page est montrée, ou le formulaire est examiné. Un tiret : qui n’a pas de session est invité à en
  ouvrir une; à toute autre personne, on dit qu’il n’y a pas de telle page ou qu’elle n’est pas à elle, dans les
  mêmes mots, que la page existe ou non.
- *Personne validatrice* : qui a accepté un entretien de validation et en a l’autorisation. *Qui a un lien* : une
  personne sans compte qui a le lien pour lequel la page existe, et aucun autre. *Administration* : un compte
  d’administration, sans organisation, qui ne voit les réponses de personne.
- D’*inconnu* à *administration*, une session est ouverte; « ce qui lui appartient » montre à chaque personne ce qui
  est à elle, et rien de soi-même.
- *Responsable du référentiel* : qui est responsable de la grille, et n’a rien d’autre ici.
""",
        "ending": """## Ce qu’aucune colonne ne dit

- Qui demande une rétroaction ne peut pas ouvrir le lien d’une personne à qui il l’a demandée, même en le détenant.
- Un lien prend fin quand il est repris, renouvelé ou utilisé, et à son dernier jour.
- Personne ne décide d’un titre numérique qui est le sien.
- À qui a une session, les pages d’ouverture de session montrent la suite : un *oui* n’y donne accès à rien de plus.
  Ce qui change une façon d’ouvrir une session demande d’abord une nouvelle preuve; les personnes ici viennent de la
  donner.
- Deux adresses n’ont pas de nom : `/` mène à la page dans la langue de la personne, `/robots.txt` dit aux moteurs
  de recherche ce qu’ils doivent laisser de côté.
""",
    },
}  # fmt: skip
