// transformers.js over the same ONNX file, on onnxruntime-node. `node transformersJsPeer.mjs JOB.json`; see encodeJob.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const job = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const entry = createRequire(`${job.peerFolder}/package.json`).resolve('@huggingface/transformers');
const { AutoModel, AutoTokenizer, env, mean_pooling } = await import(pathToFileURL(entry.replace('.cjs', '.mjs')).href);
env.allowRemoteModels = false;
env.localModelPath = job.modelsFolder;
const tokenizer = await AutoTokenizer.from_pretrained('minilm');
const model = await AutoModel.from_pretrained('minilm', {
  device: 'cpu',
  dtype: 'fp32',
  session_options: { intraOpNumThreads: job.threads },
});

// What its feature-extraction pipeline does; that one wants the output's usual name, which this file does not have.
async function encode(texts) {
  const inputs = await tokenizer(texts, { padding: true, truncation: true });
  const outputs = await model(inputs);
  const hidden = outputs.last_hidden_state ?? Object.values(outputs).find(({ dims }) => dims.length === 3);
  return mean_pooling(hidden, inputs.attention_mask).normalize(2, -1);
}

for (const batch of job.batches) {
  await encode(job.warmUp);
  const vectors = [];
  const [wall, before] = [performance.now(), process.cpuUsage()];
  for (let at = 0; at < job.texts.length; at += batch) {
    const { data } = await encode(job.texts.slice(at, at + batch));
    vectors.push(Buffer.from(new Float32Array(data).buffer));
  }
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - wall) / 1000;
  writeFileSync(`${job.out}.${batch}`, Buffer.concat(vectors));
  console.log(JSON.stringify({ batch, seconds, cpuSeconds: (user + system) / 1e6 }));
}
