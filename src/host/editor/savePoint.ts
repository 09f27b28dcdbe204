/** A place in the undo history. */
export type Place = symbol;

/** Whether a document differs from its file, across undo and redo past the last save. */
export class SavePoint {
  private place: Place = Symbol('opened');
  private saved: Place = this.place;

  get dirty(): boolean {
    return this.place !== this.saved;
  }

  get current(): Place {
    return this.place;
  }

  /** After an edit: a place that was never saved. */
  advance(): Place {
    this.place = Symbol('edit');
    return this.place;
  }

  /** After undo or redo. */
  moveTo(place: Place): void {
    this.place = place;
  }

  save(): void {
    this.saved = this.place;
  }
}
