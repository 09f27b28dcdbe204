import { fileTrouble } from '../models/fileTrouble.ts';
import { listInstalled } from '../models/listInstalled.ts';
import { type Provider, providerNames } from '../reward/onnx/device.ts';
import { probeProviders } from '../reward/onnx/probe.ts';
import { installedCuda } from './auditModels.ts';

/** What each provider was tested on before release; others may work just as well. */
const tested: Readonly<Record<Provider, string>> = {
  cpu: 'tested on linux-x64',
  webgpu: 'tested on linux-x64 with a driver in software only, on no GPU',
  cuda: 'not tested by us on any GPU',
  dml: 'not tested by us on any GPU',
  coreml: 'not tested by us',
};

/** Version of ONNX Runtime and the state of each provider, a line each. */
export async function runtimeState(models: string): Promise<string> {
  try {
    const cuda = await installedCuda(models);
    const { version, providers } = await probeProviders(cuda ?? undefined);
    const lines = providers.map(
      ({ provider, why }) =>
        `${providerNames[provider]}: ${why === null ? `works (${tested[provider]})` : `not available: ${why}`}`,
    );
    return [`${version}${cuda === null ? '' : ', with CUDA support'}`, ...lines].join('\n');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Installed models, a line each, and what is wrong with their files. */
export async function modelsState(folder: string): Promise<string> {
  try {
    const models = await listInstalled(folder);
    if (models.length === 0) return `none in ${folder}`;
    const lines = await Promise.all(
      models.map(async model => {
        const trouble = await fileTrouble(model, 'sizes');
        return `${model.id} (${model.recipe.kind}, ${model.precision})${trouble === null ? '' : `: ${trouble.message}`}`;
      }),
    );
    return [folder, ...lines].join('\n');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
