import { useNavigate } from '@tanstack/react-router';
import type { Mark } from './marks';

/** Shows the line of the list that a point stands for, or the page of its alert. */
export function useReveal(): (mark: Mark) => void {
  const navigate = useNavigate();
  return ({ target, alertId }) => {
    const element = document.getElementById(target);
    if (element !== null) {
      element.scrollIntoView({ block: 'center' });
      element.focus({ preventScroll: true });
    } else if (alertId !== undefined) {
      void navigate({ to: '/alerts/$alertId', params: { alertId } });
    }
  };
}
