import type { ReactNode } from 'react'

type Named = { name: string; figure?: boolean; hidden?: boolean }
type Head = string | Named
type Props = { label: string; heads: Head[]; children: ReactNode; testId?: string }

// As many cells of a row find their heads by table.css when they stand under each other.
const STACKED_MAX = 10

/**
 * Rows to compare. On a phone the cells of a row stand under each other, each with its head; a table of
 * very many columns is pushed sideways by itself, also from the keyboard, never the page.
 */
export function Table({ label, heads, children, testId }: Props) {
  const said = heads.map((head): Named => (typeof head === 'string' ? { name: head } : head))
  const names = said.map(({ name, hidden }, i) => [`--head-${i + 1}`, cssText(hidden ? '' : name)])
  const stacked = heads.length <= STACKED_MAX ? ' stacked' : ''
  return (
    <section className="table-box" tabIndex={0} aria-label={label}>
      <table
        className={`table${stacked}`}
        data-testid={testId}
        style={stacked ? Object.fromEntries(names) : undefined}
      >
        <thead>
          <tr>
            {said.map(({ name, figure, hidden }) => (
              <th key={name} scope="col" className={figure ? 'figure' : ''}>
                {hidden ? <span className="sr-only">{name}</span> : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}

const cssText = (text: string) => JSON.stringify(text)
