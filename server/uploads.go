package server

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"tollkeeper/server/auth"
	"tollkeeper/server/clock"
)

// uploads makes the signer of uploads, nil without a bucket.
func (c Config) uploads(now clock.Clock) (*auth.Uploads, error) {
	if c.UploadBucket == "" {
		return nil, nil //nolint:nilnil // the site has no bucket
	}
	loaded, err := config.LoadDefaultConfig(context.Background(), config.WithRegion(c.UploadRegion))
	if err != nil {
		return nil, fmt.Errorf("credentials for uploads: %w", err)
	}
	client := sts.NewFromConfig(loaded, func(o *sts.Options) {
		if c.UploadSTS != "" {
			o.BaseEndpoint = &c.UploadSTS
		}
	})
	return auth.NewUploads(auth.Bucket{
		Name: c.UploadBucket, Region: c.UploadRegion, RoleARN: c.UploadRole, ExternalID: c.UploadExternalID,
	}, client, now), nil
}
