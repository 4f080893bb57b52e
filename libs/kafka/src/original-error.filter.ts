import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';

/**
 * Passes a handler's error on as it is. Nest answers a remote caller with "Internal server error"; here there is no
 * caller, and the transport has to see `retryable` and the cause. Put it on the controller with `@UseFilters`.
 */
@Catch()
export class OriginalErrorFilter implements RpcExceptionFilter {
  catch(exception: unknown): Observable<never> {
    return throwError(() => exception);
  }
}
