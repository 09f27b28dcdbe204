import { type Endpoint, endpointOf } from '../endpoint.ts';
import { listModels, type OfferedModel } from './listModels.ts';

/** A port of this machine at which a server may listen, and the program that does so by default. */
export interface Port {
  readonly program: string;
  readonly port: number;
}

/** Where local servers listen unless told otherwise. */
export const usualPorts: readonly Port[] = [
  { program: 'Ollama', port: 11434 },
  { program: 'LM Studio', port: 1234 },
  { program: 'llama.cpp', port: 8080 },
  { program: 'vLLM', port: 8000 },
];

/** What listens at a port: a server with its models, or why it is none. */
export type Found = Port &
  (
    | { readonly endpoint: Endpoint; readonly models: readonly OfferedModel[] }
    | { readonly endpoint: null; readonly reason: string }
  );

/** Milliseconds for an answer: a server on this machine that lists its models is quick about it. */
const patience = 1500;

/** Asks the ports of this machine, and no other, all at once. Never rejects but with the signal's reason. */
export async function findServers(
  ports: readonly Port[] = usualPorts,
  signal?: AbortSignal,
): Promise<readonly Found[]> {
  return Promise.all(
    ports.map(async (port): Promise<Found> => {
      const endpoint = endpointOf(`http://127.0.0.1:${port.port}/v1`, null);
      try {
        return { ...port, endpoint, models: await listModels(endpoint, patience, signal) };
      } catch (error) {
        signal?.throwIfAborted();
        return { ...port, endpoint: null, reason: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}
