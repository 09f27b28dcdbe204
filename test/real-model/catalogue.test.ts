import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { addModel } from '../../src/models/addModel.ts';
import { catalogue } from '../../src/models/catalogue.ts';
import { fileTrouble } from '../../src/models/fileTrouble.ts';
import { listInstalled } from '../../src/models/listInstalled.ts';
import { networkOf } from '../../src/models/network.ts';
import { inspectOnnx } from '../../src/models/onnx/checkOnnx.ts';
import { realModels } from '../support/realModels.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

describe('known models', function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  before(() => {
    folder = temporaryFolder();
  });
  after(() => folder.remove());

  for (const known of catalogue) {
    it(`${known.id} is added from a package, offline, and is as it is pinned`, async function () {
      const from = realModels();
      // Not every folder holds every model; one that is there must be right.
      if (from === null || !existsSync(join(from, basename(known.jar.path)))) return this.skip();
      await addModel({
        wanted: { kind: 'known', model: known },
        folder: folder.path,
        network: networkOf({ PAIRLENS_OFFLINE: '1' }),
        choices: {},
        from: join(from, basename(known.jar.path)),
        signal: new AbortController().signal,
        onProgress: () => undefined,
      });
      const model = (await listInstalled(folder.path)).find(({ id }) => id === known.id);
      assert.ok(model);
      assert.equal(await fileTrouble(model, 'content'), null);
      const { precision, facts } = await inspectOnnx(`${model.folder}/${model.graph.path}`);
      assert.equal(precision, known.precision, 'the graph tells its precision');
      assert.equal(facts.outputs[0]?.shape?.[2], 384);
    });
  }
});
