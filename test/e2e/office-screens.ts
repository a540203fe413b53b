import { type Screen, screenOf } from './visit.ts'

const OFFICE = '/office/:code'
const OUTLET = `${OFFICE}/o/:outletId`

/** The screens of the office, in the order of its routes. */
export const OFFICE_SCREENS: Screen[] = [
  screenOf('admin', 'start', '/office', 'Замовлення'),
  screenOf('admin', 'orders', OFFICE, /TD-\d+/),
  screenOf('admin', 'order', `${OFFICE}/orders/:orderId`, 'Хід замовлення'),
  screenOf('admin', 'outlet', OUTLET, 'Замовити за точку'),
  screenOf('admin', 'catalogue', `${OUTLET}/catalogue`, '₴'),
  screenOf('admin', 'product of an outlet', `${OUTLET}/product/:productId`, 'Термін придатності'),
  screenOf('admin', 'cart', `${OUTLET}/cart`, 'Кошик порожній'),
  screenOf('admin', 'documents', `${OUTLET}/documents`, 'Накладні'),
  screenOf('admin', 'orders of an outlet', `${OUTLET}/orders`, /TD-\d+/),
  screenOf('admin', 'order of an outlet', `${OUTLET}/orders/:orderId`, 'Хід замовлення'),
  screenOf('admin', 'products', `${OFFICE}/products`, 'Молоко'),
  screenOf('admin', 'product', `${OFFICE}/products/:productId`, 'Молоко'),
  screenOf('admin', 'fit', `${OFFICE}/fit`, 'Готовність порталу'),
  screenOf('admin', 'debts', `${OFFICE}/debts`, 'Борги'),
  screenOf('admin', 'journal', `${OFFICE}/journal`, 'Надано роль'),
  screenOf(
    'admin',
    'nothing in the journal',
    `${OFFICE}/journal?from=2020-01-01&to=2020-01-01`,
    'Немає записів',
  ),
  screenOf('admin', 'me', `${OFFICE}/me`, 'Де я увійшов'),
]

/** Routes of the office whose visits are still to come; a new route does not belong here. */
export const AWAITED = [
  `${OFFICE}/entry/:outletId?`,
  `${OFFICE}/outlets`,
  `${OFFICE}/map`,
  `${OFFICE}/zones`,
  `${OFFICE}/fit/:outletId`,
  `${OFFICE}/exchange`,
  `${OFFICE}/exchange/:runId`,
]
