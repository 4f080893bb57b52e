/** Why a batch of records can't be read. The message goes on after "the batch can't be read:". */
export class BatchFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BatchFault';
  }
}
