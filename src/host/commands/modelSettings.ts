import * as vscode from 'vscode';
import type { MemberChoice } from '../../protocol/auditing.ts';
import type { ModelSettings } from '../../protocol/models.ts';
import type { Device } from '../../reward/onnx/device.ts';
import { HostError } from '../hostError.ts';

/** Settings about models; they belong to the machine, so that a workspace can't point them elsewhere. */
export function readModelSettings(): ModelSettings {
  const section = vscode.workspace.getConfiguration('pairlens');
  return { folder: section.get<string>('models.folder') ?? '', hub: section.get<string>('models.hub') ?? '' };
}

/** Where an audit finds models, and what runs them. */
export function readMemberSettings(): Pick<MemberChoice, 'modelsFolder' | 'device'> {
  const device = vscode.workspace.getConfiguration('pairlens').get<Device>('device') ?? 'auto';
  return { modelsFolder: readModelSettings().folder, device };
}

/** @throws HostError in a workspace that is not trusted, with what to do */
export function needTrust(what: string): void {
  if (vscode.workspace.isTrusted) return;
  throw new HostError(
    `This workspace is not trusted, so ${what} is switched off. Trust it first (Workspaces: Manage Workspace Trust).`,
  );
}
