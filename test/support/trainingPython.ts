import { execFileSync } from 'node:child_process';

/**
 * A Python that has torch and trl. None is fetched, for they are gigabytes: `PAIRLENS_TEST_TORCH` names one, or it is the
 * system's own.
 *
 * @returns its path, or null
 */
export function trainingPython(): string | null {
  const candidates = [process.env.PAIRLENS_TEST_TORCH, process.platform === 'win32' ? 'python' : 'python3'];
  for (const python of candidates) {
    if (python === undefined) continue;
    try {
      const found = 'import importlib.util as u, sys; sys.exit(any(u.find_spec(m) is None for m in ("torch", "trl")))';
      execFileSync(python, ['-c', found], { stdio: 'ignore' });
      return python;
    } catch {
      // The next may have them.
    }
  }
  return null;
}

/** Why no training step can be made on this machine, or null. */
export function noTraining(): string | null {
  return trainingPython() === null
    ? 'no Python with torch and trl; set PAIRLENS_TEST_TORCH to one, after pip install torch trl'
    : null;
}
