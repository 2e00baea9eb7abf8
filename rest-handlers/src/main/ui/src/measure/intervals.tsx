/** Means with their 95 % intervals, one below the other on a common scale. */

interface Row {
  name: string;
  mean: number;
  low: number;
  high: number;
}

export function Intervals({ rows, label }: { rows: Row[]; label: string }) {
  const most = Math.max(...rows.map(({ high }) => high), 1e-9);
  const place = (value: number) => `${((100 * Math.max(0, value)) / most).toFixed(2)}%`;
  return (
    <ul class="intervals" aria-label={label}>
      {rows.map(({ name, mean, low, high }) => (
        <li key={name}>
          <span class="interval-name">{name}</span>
          <span class="interval-track" aria-hidden="true">
            <span class="interval" style={{ "--from": place(low), "--share": place(high - Math.max(0, low)) }} />
            <span class="interval-mean" style={{ "--from": place(mean) }} />
          </span>
          <span class="number">{mean.toFixed(3)}</span>
        </li>
      ))}
    </ul>
  );
}
