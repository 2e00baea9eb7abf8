/** Means with their 95 % intervals, one below the other on a common scale. */

interface Row {
  name: string;
  mean: number;
  error: number;
}

/** Of a normal distribution, 95 % lies within as many standard errors. */
const NORMAL = 1.96;

export function Intervals({ rows, label }: { rows: Row[]; label: string }) {
  const most = Math.max(...rows.map(({ mean, error }) => mean + NORMAL * error), 1e-9);
  const place = (value: number) => `${((100 * Math.max(0, value)) / most).toFixed(2)}%`;
  return (
    <ul class="intervals" aria-label={label}>
      {rows.map(({ name, mean, error }) => (
        <li key={name}>
          <span class="interval-name">{name}</span>
          <span class="interval-track" aria-hidden="true">
            <span
              class="interval"
              style={{ "--from": place(mean - NORMAL * error), "--share": place(2 * NORMAL * error) }}
            />
            <span class="interval-mean" style={{ "--from": place(mean) }} />
          </span>
          <span class="number">{mean.toFixed(3)}</span>
        </li>
      ))}
    </ul>
  );
}
