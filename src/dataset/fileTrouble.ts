import { DatasetError } from './datasetError.ts';

/** What went wrong and what to do about it, by the system's code. */
const troubles: Readonly<Record<string, readonly [problem: string, cure: string]>> = {
  ENOSPC: ['the disk is full', 'Free some space on it and try again'],
  EDQUOT: ['your quota of this disk is used up', 'Free some space on it and try again'],
  EFBIG: ['the file would be larger than this file system allows', 'Save it on another disk'],
  EIO: ['the disk reported an error', 'Check the disk or the network drive, then try again or save under another name'],
  EACCES: [
    'you have no permission for it',
    'Change the permissions of the file and its folder, or save under another name',
  ],
  EPERM: [
    'the system does not allow it',
    'Change the permissions of the file and its folder, or save under another name',
  ],
  EROFS: ['the file system is read-only', 'Save under another name, on a disk that can be written to'],
  EBUSY: ['another program holds the file', 'Close it there and try again'],
  ETXTBSY: ['another program holds the file', 'Close it there and try again'],
  EMFILE: ['too many files are open', 'Close some editors and try again'],
  ENFILE: ['too many files are open on this machine', 'Close some programs and try again'],
  ENOENT: ['its folder is not there', 'Put the folder back, or save under another name'],
  ENOTDIR: ['its folder is not there', 'Put the folder back, or save under another name'],
  ENAMETOOLONG: ['its name is too long for this file system', 'Give it a shorter name'],
};

/** True for an error that the system gave for a call on a file. */
export function isFileTrouble(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  return error instanceof Error && typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) && typeof syscall === 'string';
}

/**
 * An error of the system about a file, in words for the user; other errors are answered as they are.
 *
 * @param what was to be done: "can't be written"
 */
export function fileTrouble(error: unknown, path: string, what: string): unknown {
  if (!isFileTrouble(error)) return error;
  const [why, cure] = troubles[error.code] ?? ['the system refused', 'Try again, or save under another name'];
  return new DatasetError('file-trouble', path, `it ${what}: ${why} (${error.code}, ${error.syscall})`, cure);
}

/** Runs work on a file; an error of the system gets words for the user. See `fileTrouble`. */
export async function withTrouble<T>(path: string, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileTrouble(error, path, what);
  }
}
