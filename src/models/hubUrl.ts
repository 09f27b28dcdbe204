/** Address of a file in a repository of a hub. */
export function hubUrl(hub: string, repo: string, revision: string, path: string): string {
  const part = (text: string): string => text.split('/').map(encodeURIComponent).join('/');
  return `${hub}/${part(repo)}/resolve/${encodeURIComponent(revision)}/${part(path)}`;
}
