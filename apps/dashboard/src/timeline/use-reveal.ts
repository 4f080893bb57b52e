import { useNavigate } from '@tanstack/react-router';
import type { StripMark } from '../api/types';
import { alertElementId, factElementId } from './element-ids';

/** Shows the line of the list that a mark stands for, or that of its alert, or else the page of its alert or of its client. */
export function useReveal(clientId: string): (mark: StripMark) => void {
  const navigate = useNavigate();
  return ({ position, alertId }) => {
    const element =
      (position === null ? null : document.getElementById(factElementId({ position }))) ??
      (alertId === null ? null : document.getElementById(alertElementId({ alertId })));
    if (element !== null) {
      element.scrollIntoView({ block: 'center' });
      element.focus({ preventScroll: true });
    } else if (alertId !== null) {
      void navigate({ to: '/alerts/$alertId', params: { alertId } });
    } else {
      void navigate({ to: '/clients/$clientId', params: { clientId } });
    }
  };
}
