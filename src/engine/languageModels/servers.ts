import { ApiKey } from '../../llm/apiKey.ts';
import { endpointOf } from '../../llm/endpoint.ts';
import { findServers } from '../../llm/servers/findServers.ts';
import { listModels } from '../../llm/servers/listModels.ts';
import type { FoundServer, FoundServers } from '../../protocol/languageModels.ts';

/** Milliseconds for the list of models of a server that the user named. */
const patience = 10_000;

/** Looks for servers on this machine, and asks the one that the user named, if any. */
export async function servers(url: string, key: string | null, signal: AbortSignal): Promise<FoundServers> {
  const [here, named] = await Promise.all([findServers(undefined, signal), url === '' ? null : ask(url, key, signal)]);
  const local = here.flatMap((found): FoundServer[] =>
    found.endpoint === null
      ? []
      : [
          {
            url: found.endpoint.base.href,
            models: found.models.map(({ id, context }) => ({ name: id, context })),
          },
        ],
  );
  const rest = local.filter(server => server.url !== named?.server?.url);
  return {
    servers: [...(named?.server ? [named.server] : []), ...rest],
    tried: [
      ...(named === null ? [] : [named.said]),
      ...here.map(
        found => `${found.program} at port ${found.port}: ${found.endpoint === null ? found.reason : 'found'}`,
      ),
    ],
  };
}

async function ask(
  url: string,
  key: string | null,
  signal: AbortSignal,
): Promise<{ readonly server: FoundServer | null; readonly said: string }> {
  try {
    const endpoint = endpointOf(url, key === null ? null : ApiKey.of(key, 'The key of the server'));
    const models = await listModels(endpoint, patience, signal);
    const server = { url: endpoint.base.href, models: models.map(({ id, context }) => ({ name: id, context })) };
    return { server, said: `${endpoint.base.host}: found` };
  } catch (error) {
    signal.throwIfAborted();
    return { server: null, said: error instanceof Error ? error.message : String(error) };
  }
}
