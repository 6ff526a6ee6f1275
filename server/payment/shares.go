package payment

import (
	"context"

	"tollkeeper/store"
)

// SharesOf tells for whom the money of a payment is: what it brings to each provider by id, in cents.
func SharesOf(ctx context.Context, s *store.Store, amounts map[int64]int64) ([]Share, error) {
	ids := make([]int64, 0, len(amounts))
	for id, amount := range amounts {
		if amount > 0 {
			ids = append(ids, id)
		}
	}
	providers, err := s.OrganizationsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	shares := make([]Share, len(providers))
	for i, provider := range providers {
		shares[i] = Share{Amount: amounts[provider.ID], Name: provider.PrintableName(), Broker: provider.IsBroker}
		if provider.ProcessorDepositKey != nil {
			shares[i].DepositKey = *provider.ProcessorDepositKey
		}
	}
	return shares, nil
}
