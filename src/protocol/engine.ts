import { RequestType } from 'vscode-jsonrpc';
import type { MemberChoice } from './auditing.ts';

export const doctorRequest = new RequestType<Pick<MemberChoice, 'modelsFolder'>, string, void>('doctor');

/** For tests: ends the engine process at once, as a crash would. */
export const crashRequest = new RequestType<void, null, void>('crash');
