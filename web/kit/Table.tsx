import type { ReactNode } from 'react'

type Head = string | { name: string; figure?: boolean; hidden?: boolean }
type Props = { label: string; heads: Head[]; children: ReactNode; testId?: string }

/** Rows to compare. It is pushed sideways by itself, also from the keyboard, never the page. */
export function Table({ label, heads, children, testId }: Props) {
  return (
    <section className="table-box" tabIndex={0} aria-label={label}>
      <table className="table" data-testid={testId}>
        <thead>
          <tr>
            {heads.map((head) => {
              const { name, figure, hidden } =
                typeof head === 'string' ? { name: head, figure: false, hidden: false } : head
              return (
                <th key={name} scope="col" className={figure ? 'figure' : ''}>
                  {hidden ? <span className="sr-only">{name}</span> : name}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}
