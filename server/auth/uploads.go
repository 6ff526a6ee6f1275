package auth

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"tollkeeper/server/clock"
)

// Bucket is where browsers upload files of the site, and the role that lets them (auth-users.md 4.1, realms).
type Bucket struct {
	Name, Region string
	// RoleARN is the role to assume, ExternalID what it asks for.
	RoleARN, ExternalID string
}

// RoleAssumer is the part of AWS STS that is asked; sts.Client is one.
type RoleAssumer interface {
	AssumeRole(ctx context.Context, in *sts.AssumeRoleInput, options ...func(*sts.Options)) (*sts.AssumeRoleOutput, error)
}

// Uploads signs forms with which a browser uploads straight into the bucket.
type Uploads struct {
	bucket Bucket
	sts    RoleAssumer
	now    clock.Clock

	mu sync.Mutex
	// cached are the credentials of each session name, until they end.
	cached map[string]temporary
}

type temporary struct {
	accessKey, secretKey, token string
	endsAt                      time.Time
}

const (
	// credentialsLifetime is how long the role is assumed, policyLifetime how long a form is good, and earlier how long before their end
	// credentials are not used any more.
	credentialsLifetime = time.Hour
	policyLifetime      = 24 * time.Hour
	earlier             = 5 * time.Second
	// maxSessionName is the limit of AWS.
	maxSessionName = 64
)

// NewUploads makes the signer.
func NewUploads(b Bucket, assumer RoleAssumer, now clock.Clock) *Uploads {
	return &Uploads{bucket: b, sts: assumer, now: now, cached: map[string]temporary{}}
}

// Form is what a browser sends with a file.
type Form struct {
	Location, AccessKey, ACL, Policy, Signature, Token, Credential, Date string
}

// Sign returns a form for files under a prefix, "" or "name/". Public ones anybody may read; others are encrypted at rest. The session names
// who uploads, in the log of AWS.
func (u *Uploads) Sign(ctx context.Context, session, prefix string, public bool) (Form, error) {
	t, err := u.assume(ctx, session)
	if err != nil {
		return Form{}, err
	}
	now := u.now().UTC()
	day := now.Format("20060102")
	f := Form{
		Location:  fmt.Sprintf("https://%s.s3-%s.amazonaws.com/%s", u.bucket.Name, u.bucket.Region, prefix),
		AccessKey: t.accessKey, ACL: "private", Token: t.token, Date: day + "T000000Z",
		Credential: fmt.Sprintf("%s/%s/%s/s3/aws4_request", t.accessKey, day, u.bucket.Region),
	}
	if public {
		f.ACL = "public-read"
	}
	conditions := []any{
		map[string]string{"bucket": u.bucket.Name},
		map[string]string{"x-amz-algorithm": "AWS4-HMAC-SHA256"},
		map[string]string{"x-amz-credential": f.Credential},
		map[string]string{"x-amz-date": f.Date},
		map[string]string{"x-amz-security-token": f.Token},
		[]string{"starts-with", "$key", prefix},
		[]string{"starts-with", "$Content-Type", ""},
		map[string]string{"acl": f.ACL},
	}
	if !public {
		conditions = append(conditions, map[string]string{"x-amz-server-side-encryption": "AES256"})
	}
	policy, err := json.Marshal(map[string]any{"expiration": now.Add(policyLifetime).Format("2006-01-02T15:04:05.000Z"), "conditions": conditions})
	if err != nil {
		return Form{}, err
	}
	f.Policy = base64.StdEncoding.EncodeToString(policy)
	f.Signature = sign(t.secretKey, day, u.bucket.Region, f.Policy)
	return f, nil
}

// sign is the signature of a policy (AWS Signature Version 4, "Calculating a signature" for POST).
func sign(secret, day, region, policy string) string {
	key := []byte("AWS4" + secret)
	for _, part := range []string{day, region, "s3", "aws4_request", policy} {
		h := hmac.New(sha256.New, key)
		h.Write([]byte(part))
		key = h.Sum(nil)
	}
	return hex.EncodeToString(key)
}

func (u *Uploads) assume(ctx context.Context, session string) (temporary, error) {
	session = strings.ReplaceAll(session, "/", "")
	session = session[:min(len(session), maxSessionName)]
	u.mu.Lock()
	defer u.mu.Unlock()
	now := u.now()
	for name, t := range u.cached {
		if !now.Before(t.endsAt.Add(-earlier)) {
			delete(u.cached, name)
		}
	}
	if t, ok := u.cached[session]; ok {
		return t, nil
	}
	in := &sts.AssumeRoleInput{
		RoleArn: &u.bucket.RoleARN, RoleSessionName: &session, DurationSeconds: aws.Int32(int32(credentialsLifetime / time.Second)),
	}
	if u.bucket.ExternalID != "" {
		in.ExternalId = &u.bucket.ExternalID
	}
	out, err := u.sts.AssumeRole(ctx, in)
	if err != nil {
		return temporary{}, fmt.Errorf("assume the upload role: %w", err)
	}
	c := out.Credentials
	t := temporary{accessKey: aws.ToString(c.AccessKeyId), secretKey: aws.ToString(c.SecretAccessKey), token: aws.ToString(c.SessionToken), endsAt: aws.ToTime(c.Expiration)}
	u.cached[session] = t
	return t, nil
}
