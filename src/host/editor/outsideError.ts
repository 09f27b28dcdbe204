import { ResponseError } from 'vscode-jsonrpc';
import { outsideChangeCode } from '../../protocol/errorCodes.ts';
import { HostError } from '../hostError.ts';

/** True for the engine's answer that somebody else changed the file. */
export function isOutsideChange(error: unknown): boolean {
  return error instanceof ResponseError && error.code === outsideChangeCode;
}

/** Says what to do where somebody else's change took the opened records away. @throws always */
export function refuse(error: unknown, name: string): never {
  if (!isOutsideChange(error)) throw error;
  throw new HostError(
    `Nothing was written: another program rewrote ${name}, so the records that were opened are gone. ` +
      'Run “Developer: Reload Window”; your decisions are then put back onto the comparisons that are still there.',
  );
}
