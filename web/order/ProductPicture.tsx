import {
  Apple,
  Beef,
  Candy,
  Coffee,
  CupSoda,
  Egg,
  Fish,
  type LucideIcon,
  Milk,
  Package,
  Snowflake,
  SprayCan,
  Wheat,
  Wine,
} from 'lucide-react'
import { createElement } from 'react'
import { PICTURE_WIDTHS } from '../../src/modules/catalogue/picture-rules.ts'
import { Picture } from '../kit/Parts.tsx'

// Beginnings of words in the names of categories and products, in the languages they come in.
const DRAWINGS: [RegExp, LucideIcon][] = [
  [/молок|молоч|кефір|кефир|йогурт|сметан|вершк|milk|dairy|yog/i, Milk],
  [/заморож|морозив|морожен|frozen|ice cream/i, Snowflake],
  [/яйц|яєц|egg/i, Egg],
  [/риб|рыб|оселед|сельд|ікр|икр|fish/i, Fish],
  [/ковбас|колбас|мʼяс|м['’]яс|мяс|сосис|шинк|ветчин|meat|sausage/i, Beef],
  [/пиво|вино|горіл|водк|алког|wine|beer/i, Wine],
  [/кав|коф|чай|coffee|tea\b/i, Coffee],
  [/вод|сік|соки|сок\b|напо|напит|drink|water|juice/i, CupSoda],
  [/цукер|конфет|шоколад|печив|печень|солод|сладк|candy|sweet/i, Candy],
  [/хліб|хлеб|борош|мук|круп|макарон|bread|pasta|cereal/i, Wheat],
  [/овоч|овощ|фрукт|fruit|vegetable/i, Apple],
  [/хім|хим|миюч|моющ|прал|стира|гігієн|гигиен|clean|wash/i, SprayCan],
]

const drawingOf = (text: string) =>
  createElement(DRAWINGS.find(([word]) => word.test(text))?.[1] ?? Package, {
    className: 'size-1/2',
    strokeWidth: 1.5,
    'aria-hidden': true,
  })

type Props = {
  picture: string | null
  name: string
  categoryName?: string | null
  size?: string
  /** It cannot be had now. */
  pale?: boolean
}

const WIDE_PIXELS = 320
const WIDE = '(min-width: 48rem) 20rem, calc(100vw - 4rem)'

/** The product's picture; without one a drawing of what its category or name says it is. */
export function ProductPicture({ picture, name, categoryName, size = 'size-16', pale }: Props) {
  const side = /^size-(\d+)$/.exec(size)
  const pixels = side ? Number(side[1]) * 4 : WIDE_PIXELS
  const kept = picture && {
    srcSet: PICTURE_WIDTHS.map((width) => `${picture}/${width} ${width}w`).join(', '),
    sizes: side ? `${pixels}px` : WIDE,
  }
  return (
    <Picture
      {...kept}
      src={picture && `${picture}/${WIDE_PIXELS}`}
      pixels={pixels}
      size={pale ? `${size} opacity-50 grayscale` : size}
      drawn={drawingOf(`${categoryName ?? ''} ${name}`)}
    />
  )
}
