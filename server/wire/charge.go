package wire

import (
	openapi_types "github.com/oapi-codegen/runtime/types"

	"tollkeeper/gen"
	"tollkeeper/server/domain/money"
	"tollkeeper/store"
)

// chargeStates are the words of charges.state (billing-ledger.md 5.1).
var chargeStates = [...]gen.ChargeState{"created", "done", "failed", "disputed"}

// Charge is a payment without its lines (billing-ledger.md 7).
func Charge(c store.Charge) gen.Charge {
	return gen.Charge{
		CreatedAt: c.CreatedAt, Amount: c.Amount, Unit: c.Unit, ReadableAmount: money.Amount{Cents: c.Amount, Unit: c.Unit}.String(),
		Description: Null(c.Description), Last4: c.Last4, ExpDate: openapi_types.Date{Time: c.ExpDate},
		ProcessorKey: c.ProcessorKey, State: chargeStates[c.State], PaymentIntentClientSecret: Null[string](nil),
	}
}
