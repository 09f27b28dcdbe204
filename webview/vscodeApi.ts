/** What VS Code gives a webview page. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The page's API object. VS Code hands it out once per page, so call this once. */
export function takeVsCodeApi(): VsCodeApi {
  return acquireVsCodeApi();
}
