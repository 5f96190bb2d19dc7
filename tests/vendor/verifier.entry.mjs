// What tests/browser/test_verifiers.py calls: an independent implementation of what Tamarack implements.
import * as vc from '@digitalbazaar/vc';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';

// Serves the documents that it is given, by address, and nothing else.
function loader(documents) {
  return async url => {
    const document = documents[url];
    if(document === undefined) {
      throw new Error(`not at hand: ${url}`);
    }
    return {contextUrl: null, documentUrl: url, document};
  };
}

function told(error) {
  const parts = [error, ...(error?.errors ?? [])].map(part => `${part?.name}: ${part?.message}`);
  return parts.join(' | ');
}

// Verifies a credential with its status list.
export async function verify(credential, documents) {
  const documentLoader = loader(documents);
  const suite = new DataIntegrityProof({cryptosuite});
  const found = await vc.verifyCredential({
    credential, suite, documentLoader,
    checkStatus: ({credential}) => checkStatus({credential, suite, documentLoader})
  });
  const error = found.error ?? found.statusResult?.error;
  return {verified: found.verified, revoked: found.statusResult?.results?.some(entry => entry.status) ?? null,
    error: error ? told(error) : null};
}

// Makes a key and issues a credential with it, by the date of `now`.
export async function issue(credential, controller, documents, now) {
  const key = await Ed25519Multikey.generate({controller});
  key.id = `${controller}#${key.publicKeyMultibase}`;
  const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite, date: now});
  const signed = await vc.issue({credential, suite, documentLoader: loader(documents)});
  return {signed, key: key.publicKeyMultibase};
}
