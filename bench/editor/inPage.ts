// Functions that run inside the page of the comparison editor: each must hold everything that it needs.

/** How steps are to be taken. */
export interface Steps {
  readonly count: number;
  readonly key: string;
  /** Mean pause after a step is on screen, in ms. */
  readonly pause: number;
}

/** Times (ms) from a key on, a step each; steps that took more than five seconds are missing. */
export interface StepTimes {
  /** Until the next comparison is in the document. */
  readonly drawn: number[];
  /** Until the frame that shows it was painted. */
  readonly painted: number[];
}

/** Presses a key again and again, each time when the comparison before is on screen. */
export async function takeSteps({ count, key, pause }: Steps): Promise<StepTimes> {
  const scroller = (): HTMLElement | null => document.querySelector('.scroller');
  const shown = (): string => document.querySelector('.scroller')?.getAttribute('aria-label') ?? '';
  const whole = (): boolean => scroller()?.getAttribute('aria-busy') !== 'true' && shown().startsWith('Comparison of');
  /** After the frame that follows was painted. */
  const painted = (): Promise<void> =>
    new Promise(resolve => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve();
        channel.port2.postMessage(null);
      });
    });
  const times: StepTimes = { drawn: [], painted: [] };
  for (let i = 0; i < count; i++) {
    const before = shown();
    const target = scroller() ?? document.body;
    const changed = new Promise<boolean>(resolve => {
      const observer = new MutationObserver(() => {
        if (shown() === before || !whole()) return;
        observer.disconnect();
        clearTimeout(late);
        resolve(true);
      });
      const late = setTimeout(() => {
        observer.disconnect();
        resolve(false);
      }, 5000);
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    const start = performance.now();
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true }));
    if (await changed) {
      times.drawn.push(performance.now() - start);
      await painted();
      times.painted.push(performance.now() - start);
    }
    // Not in step with the frames: keys come at any time.
    await new Promise(resolve => setTimeout(resolve, pause * (0.5 + Math.random())));
  }
  return times;
}
