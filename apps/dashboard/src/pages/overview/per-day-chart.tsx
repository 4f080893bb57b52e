import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import type { Overview } from '../../api/types';
import { shortDay } from '../../words/times';

type Days = Overview['article61_2']['perDay'];

export default function PerDayChart({ days }: { days: Days }) {
  const marketed = days.reduce((sum, day) => sum + day.marketed, 0);
  const enabled = days.reduce((sum, day) => sum + day.enabled, 0);
  return (
    <div
      role="img"
      aria-label={`${marketed} marketed and ${enabled} enabled over ${days.length} days; as a table beside.`}
    >
      <BarChart
        h={300}
        data={days.map((day) => ({ ...day, day: shortDay(day.day) }))}
        dataKey="day"
        type="stacked"
        withLegend
        series={[
          { name: 'marketed', label: 'Marketed', color: 'ink.6' },
          { name: 'enabled', label: 'Enabled', color: 'orange.5' },
        ]}
        barProps={{ isAnimationActive: false }}
        barChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}
