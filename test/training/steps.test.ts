import assert from 'node:assert/strict';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { trainingPython } from '../support/trainingPython.ts';
import { exportedFor } from './exportedFor.ts';
import { type Step, trainingStep } from './trainingStep.ts';

describe('one step of training on an export', function () {
  this.timeout(300_000);
  let folder: TemporaryFolder;
  before(function () {
    if (trainingPython() === null) this.skip();
    folder = temporaryFolder();
  });
  after(() => folder?.remove());

  const trained = (made: Step, rows: number, testRows: number): void => {
    assert.deepEqual([made.steps, made.rows, made.test_rows, made.moved], [1, rows, testRows, true]);
    assert.ok(Number.isFinite(made.loss), `loss ${made.loss}`);
  };

  for (const id of ['trl', 'trl-text']) {
    it(`${id}: DPO with the loss that the lines name`, async () => {
      const made = trainingStep('DPO', await exportedFor(id, folder));
      assert.equal(made.options, 'loss_type="robust", label_smoothing=0.07');
      trained(made, 24, 6);
      // A model that is its own reference has log-ratios of 0, where rDPO's loss is ln 2 whatever the rate.
      assert.ok(Math.abs(made.loss - Math.LN2) < 1e-3, `${made.loss}`);
    });
  }

  it('trl-unpaired: KTO', async () => {
    trained(trainingStep('KTO', await exportedFor('trl-unpaired', folder)), 48, 12);
  });

  for (const id of ['margin', 'trl-implicit']) {
    it(`${id}: a reward model`, async () => {
      const made = trainingStep('Reward', await exportedFor(id, folder));
      trained(made, 24, 6);
      if (id === 'margin') assert.ok(made.columns.includes('margin'), made.columns.join());
    });
  }
});
