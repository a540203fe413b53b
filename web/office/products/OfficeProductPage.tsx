import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { PageHead } from '../../frame/PageHead.tsx'
import { DAYS } from '../../kit/counted.ts'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Button, Card, Skeleton } from '../../kit/Parts.tsx'
import { Table } from '../../kit/Table.tsx'
import { nameText } from '../../order/name-text.ts'
import { PictureCard } from './PictureCard.tsx'
import { PricesOfProduct } from './PricesOfProduct.tsx'
import { words } from './product-words.ts'

type Product = Awaited<ReturnType<typeof call.catalogue.product>>
type Props = { distributor: string; productId: string }

/** One product as the office keeps it: what came of it, what it costs by list, its picture. */
export function OfficeProductPage({ distributor, productId }: Props) {
  const t = useWords(words)
  const product = useQuery({
    queryKey: ['product', distributor, productId],
    queryFn: () => call.catalogue.product({ distributor, productId }),
  })
  const back = { href: '/products', name: t.title }
  if (!product.data) {
    return (
      <div className="space-y-4">
        <PageHead title={t.title} back={back} />
        {product.error ? (
          <Failed error={product.error} retry={product.refetch} />
        ) : (
          <Skeleton rows={6} />
        )}
      </div>
    )
  }
  const { name, number, code, published } = product.data
  return (
    <div className="space-y-4">
      <PageHead title={nameText(name)} lead={`№ ${number} · ${code}`} back={back}>
        <Badge tone={published ? 'good' : 'plain'}>{published ? t.published : t.hidden}</Badge>
        <Publish distributor={distributor} product={product.data} />
      </PageHead>
      <div className="grid items-start gap-4 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <PictureCard distributor={distributor} product={product.data} />
        <div className="min-w-0 space-y-4">
          <Facts product={product.data} />
          <Units product={product.data} />
          <PricesOfProduct distributor={distributor} productId={productId} />
        </div>
      </div>
    </div>
  )
}

function Publish({ distributor, product }: { distributor: string; product: Product }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const publish = useMutation({
    mutationFn: () =>
      call.catalogue.publish({
        distributor,
        productId: product.id,
        published: !product.published,
      }),
    onSettled: () =>
      Promise.all(
        ['product', 'products'].map((key) =>
          queries.invalidateQueries({ queryKey: [key, distributor] }),
        ),
      ),
  })
  return (
    <>
      <Button
        look={product.published ? 'plain' : 'primary'}
        busy={publish.isPending}
        onClick={() => publish.mutate()}
      >
        {product.published ? t.hide : t.publish}
      </Button>
      {publish.error && <Failed error={publish.error} />}
    </>
  )
}

function Facts({ product }: { product: Product }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const { nominalMilli, baseUnit, weightGrams, launchDay } = product
  const facts = [
    [t.category, product.categoryName],
    [t.brand, product.brand],
    [t.article, product.article],
    [t.vat, `${product.vatBp / 100} %`],
    [t.byWeight, product.catchWeight ? `${f.quantity(nominalMilli ?? 0)} ${baseUnit}` : null],
    [t.weight, weightGrams === null ? null : `${f.number(weightGrams / 1000)} ${t.kg}`],
    [t.shelfLife, product.shelfLifeDays ? f.count(product.shelfLifeDays, DAYS) : null],
    [t.launch, launchDay && f.day(launchDay)],
    [t.description, product.description[language] ?? product.description.uk],
  ].filter(([, value]) => value !== null && value !== undefined && value !== '')
  return (
    <Card>
      <h2 className="mb-2 font-semibold">{t.facts}</h2>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-faint">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function Units({ product }: { product: Product }) {
  const t = useWords(words)
  const f = useFormats()
  const figures = [t.holds, t.minimum, t.multiple].map((name) => ({ name, figure: true }))
  const codesOf = (unit: string) =>
    product.gtins
      .filter(({ unitCode }) => unitCode === unit)
      .map(({ gtin }) => gtin)
      .join(', ')
  return (
    <section className="space-y-2">
      <h2 className="font-semibold">{t.units}</h2>
      <Table label={t.units} heads={[t.unit, ...figures, t.barcodes]}>
        {product.units.map((unit) => (
          <tr key={unit.code}>
            <td>
              {unit.code}{' '}
              {unit.code === product.orderUnit && <Badge tone="accent">{t.ordered}</Badge>}
            </td>
            <td className="figure">
              {f.number(unit.numerator / unit.denominator)} {product.baseUnit}
            </td>
            <td className="figure">
              {f.quantity(unit.minimumMilli)} {unit.code}
            </td>
            <td className="figure">
              {f.quantity(unit.multipleMilli)} {unit.code}
            </td>
            <td>{codesOf(unit.code)}</td>
          </tr>
        ))}
      </Table>
    </section>
  )
}
