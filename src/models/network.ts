/** Where models come from, and whether they may come from anywhere but this machine. */
export interface Network {
  /** Address of a model hub, without a slash at its end. */
  readonly hub: string;
  /** Base address of a Maven repository, without a slash at its end. */
  readonly maven: string;
  /** True if the user named the Maven repository: then it is tried first. */
  readonly mavenFirst: boolean;
  readonly offline: boolean;
  /** Token for the hub, for models that ask for one. It is sent to the hub's own origin only. */
  readonly token: string | null;
}

const publicHub = 'https://huggingface.co';
const publicMaven = 'https://repo1.maven.org/maven2';

/**
 * Reads the addresses out of the environment: `HF_ENDPOINT`, `PAIRLENS_MAVEN`, `HF_TOKEN`, and `PAIRLENS_OFFLINE` or
 * `HF_HUB_OFFLINE` to stay off the network.
 *
 * @param hub the setting `pairlens.models.hub`; the environment goes before it
 */
export function networkOf(env: NodeJS.ProcessEnv, hub?: string): Network {
  const bare = (address: string): string => address.trim().replace(/\/+$/, '');
  const maven = env.PAIRLENS_MAVEN?.trim();
  return {
    hub: bare(env.HF_ENDPOINT?.trim() || hub?.trim() || publicHub),
    maven: bare(maven || publicMaven),
    mavenFirst: Boolean(maven),
    offline: [env.PAIRLENS_OFFLINE, env.HF_HUB_OFFLINE].some(isOn),
    token: env.HF_TOKEN?.trim() || null,
  };
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && /^(1|on|yes|true)$/i.test(value.trim());
}
