import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { TemporaryFolder } from './temporaryFolder.ts';

/** A key and a certificate of its own making, as a TLS server takes them, and the certificate's path. */
export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
  readonly path: string;
}

/** Makes a certificate for a host, in a folder; null on a machine without OpenSSL. */
export function certificateFor(host: string, folder: TemporaryFolder): Certificate | null {
  const [key, path] = [`${folder.path}/key.pem`, `${folder.path}/certificate.pem`];
  const name = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', path];
  try {
    execFileSync('openssl', [...made, ...name], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return { key: readFileSync(key), cert: readFileSync(path), path };
}
