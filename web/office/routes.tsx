import { Redirect, Route, Router, Switch } from 'wouter'
import { DocumentsPage } from '../debts/DocumentsPage.tsx'
import { useWords } from '../kit/language.ts'
import { CartPage } from '../order/CartPage.tsx'
import { CataloguePage } from '../order/CataloguePage.tsx'
import { ProductPage } from '../order/ProductPage.tsx'
import { OrderPage } from '../orders/OrderPage.tsx'
import { OrdersPage } from '../orders/OrdersPage.tsx'
import { OutletFrame } from '../outlets/OutletFrame.tsx'
import { OutletPage } from '../outlets/OutletPage.tsx'
import { MePage } from '../signin/MePage.tsx'
import { Gate } from '../signin/me.tsx'
import { DebtsPage } from './debts/DebtsPage.tsx'
import { DeskHome } from './desk/DeskHome.tsx'
import { DiscountsPage } from './discounts/DiscountsPage.tsx'
import { EntryPage } from './entry/EntryPage.tsx'
import { ExchangePage } from './exchange/ExchangePage.tsx'
import { FeedsPage } from './exchange/feeds/FeedsPage.tsx'
import { ApiKeysPage } from './exchange/keys/ApiKeysPage.tsx'
import { SessionPage } from './exchange/log/SessionPage.tsx'
import { SessionsPage } from './exchange/log/SessionsPage.tsx'
import { MendsPage } from './exchange/mends/MendsPage.tsx'
import { RunPage } from './exchange/RunPage.tsx'
import { TablePage } from './exchange/tables/TablePage.tsx'
import { TablesPage } from './exchange/tables/TablesPage.tsx'
import { WebhookPage } from './exchange/webhooks/WebhookPage.tsx'
import { WebhooksPage } from './exchange/webhooks/WebhooksPage.tsx'
import { FitOutletPage } from './fit/FitOutletPage.tsx'
import { FitPage } from './fit/FitPage.tsx'
import { JournalPage } from './journal/JournalPage.tsx'
import { LiveOrdersPage } from './LiveOrdersPage.tsx'
import { LatePage } from './late/LatePage.tsx'
import { CompilePage } from './launch/CompilePage.tsx'
import { GaugePage } from './launch/GaugePage.tsx'
import { LaunchPage } from './launch/LaunchPage.tsx'
import { WavePage } from './launch/WavePage.tsx'
import { MapPage } from './map/MapPage.tsx'
import { MessagesPage } from './messages/MessagesPage.tsx'
import { OfficeFrame } from './OfficeFrame.tsx'
import { OutletsPage } from './OutletsPage.tsx'
import { words } from './office-words.ts'
import { CategoriesPage } from './products/CategoriesPage.tsx'
import { OfficeProductPage } from './products/OfficeProductPage.tsx'
import { ProductsPage } from './products/ProductsPage.tsx'
import { Remembered } from './use-filters.tsx'
import { ZonesPage } from './zones/ZonesPage.tsx'

/** The office's screens: /office/CODE/… */
export function OfficeScreen() {
  return (
    <Router base="/office">
      <Switch>
        <Route path="/:code" nest>
          {({ code }) => <Office code={code} />}
        </Route>
        <Route>
          <Office code={null} />
        </Route>
      </Switch>
    </Router>
  )
}

function Office({ code }: { code: string | null }) {
  const t = useWords(words)
  return (
    <Gate code={code} screen="office">
      {({ tenant }) =>
        code !== tenant.code ? (
          <Redirect to={code ? `~/office/${tenant.code}` : `/${tenant.code}`} />
        ) : (
          <OfficeFrame>
            <Switch>
              <Route path="/orders/:orderId">
                <OrderPage distributor={tenant.code} back={{ href: '/', name: t.orders }} />
              </Route>
              <Route path="/entry/:outletId?">
                {({ outletId }) => (
                  <EntryPage distributor={tenant.code} outletId={outletId ?? null} />
                )}
              </Route>
              <Route path="/outlets">
                <Remembered>
                  <OutletsPage distributor={tenant.code} />
                </Remembered>
              </Route>
              <Route path="/o/:outletId" nest>
                {({ outletId }) => <OutletScreens distributor={tenant.code} outletId={outletId} />}
              </Route>
              <Route path="/products">
                <Remembered>
                  <ProductsPage distributor={tenant.code} />
                </Remembered>
              </Route>
              <Route path="/products/categories">
                <CategoriesPage distributor={tenant.code} />
              </Route>
              <Route path="/products/:productId">
                {({ productId }) => (
                  <OfficeProductPage distributor={tenant.code} productId={productId} />
                )}
              </Route>
              <Route path="/map">
                <MapPage distributor={tenant.code} />
              </Route>
              <Route path="/zones">
                <ZonesPage distributor={tenant.code} />
              </Route>
              <Route path="/fit">
                <Remembered>
                  <FitPage distributor={tenant.code} />
                </Remembered>
              </Route>
              <Route path="/fit/:outletId">
                {({ outletId }) => <FitOutletPage distributor={tenant.code} outletId={outletId} />}
              </Route>
              <Route path="/launch">
                <Remembered>
                  <LaunchPage distributor={tenant.code} />
                </Remembered>
              </Route>
              <Route path="/launch/gauge">
                <GaugePage distributor={tenant.code} />
              </Route>
              <Route path="/launch/compile">
                <CompilePage distributor={tenant.code} />
              </Route>
              <Route path="/launch/waves/:waveId">
                {({ waveId }) => <WavePage distributor={tenant.code} waveId={waveId} />}
              </Route>
              <Route path="/desk">
                <DeskHome distributor={tenant.code} />
              </Route>
              <Route path="/debts">
                <Remembered>
                  <DebtsPage distributor={tenant.code} />
                </Remembered>
              </Route>
              <Route path="/late">
                <Remembered>
                  <LatePage distributor={tenant.code} />
                </Remembered>
              </Route>
              <Route path="/discounts">
                <Remembered>
                  <DiscountsPage distributor={tenant.code} />
                </Remembered>
              </Route>
              <Route path="/exchange">
                <ExchangePage distributor={tenant.code} />
              </Route>
              <Route path="/exchange/tables">
                <TablesPage distributor={tenant.code} />
              </Route>
              <Route path="/exchange/tables/:uploadId">
                <TablePage distributor={tenant.code} />
              </Route>
              <Route path="/exchange/feeds">
                <FeedsPage distributor={tenant.code} />
              </Route>
              <Route path="/exchange/keys">
                <ApiKeysPage distributor={tenant.code} />
              </Route>
              <Route path="/exchange/webhooks">
                <WebhooksPage distributor={tenant.code} />
              </Route>
              <Route path="/exchange/webhooks/:webhookId">
                <WebhookPage distributor={tenant.code} />
              </Route>
              <Route path="/exchange/log">
                <SessionsPage distributor={tenant.code} />
              </Route>
              <Route path="/exchange/log/:sessionId">
                <SessionPage distributor={tenant.code} />
              </Route>
              <Route path="/exchange/mends">
                <Remembered>
                  <MendsPage distributor={tenant.code} />
                </Remembered>
              </Route>
              <Route path="/exchange/:runId">
                <RunPage distributor={tenant.code} />
              </Route>
              <Route path="/journal">
                <Remembered>
                  <JournalPage distributor={tenant.code} />
                </Remembered>
              </Route>
              <Route path="/messages">
                <Remembered>
                  <MessagesPage distributor={tenant.code} />
                </Remembered>
              </Route>
              <Route path="/me">
                <MePage />
              </Route>
              <Route>
                <Remembered>
                  <LiveOrdersPage distributor={tenant.code} />
                </Remembered>
              </Route>
            </Switch>
          </OfficeFrame>
        )
      }
    </Gate>
  )
}

function OutletScreens({ distributor, outletId }: { distributor: string; outletId: string }) {
  const place = { distributor, outletId }
  return (
    <OutletFrame {...place}>
      <Switch>
        <Route path="/">
          <OutletPage {...place} />
        </Route>
        <Route path="/catalogue">
          <CataloguePage {...place} />
        </Route>
        <Route path="/product/:productId">
          <ProductPage {...place} />
        </Route>
        <Route path="/cart">
          <CartPage {...place} origin="call" />
        </Route>
        <Route path="/documents">
          <DocumentsPage {...place} />
        </Route>
        <Route path="/orders">
          <OrdersPage {...place} />
        </Route>
        <Route path="/orders/:orderId">
          <OrderPage distributor={distributor} />
        </Route>
      </Switch>
    </OutletFrame>
  )
}
