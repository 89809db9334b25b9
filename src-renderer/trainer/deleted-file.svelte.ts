export interface DeletedFile {
  readonly file: string
  /** What brings it back. */
  readonly kept: string
}

/** The file that was deleted last, as long as it can be brought back at once. */
class LastDeleted {
  last = $state.raw<DeletedFile | null>(null)

  is(deleted: DeletedFile | null): void {
    this.last = deleted
  }
}

export const deletedFile = new LastDeleted()
