package store

import (
	"strings"
	"time"
)

// The records mirror the tables of migrations/, column by column (a test compares them). They hold no rules and are never sent.

// Organization is a profile: broker, processor, provider, subscriber, or several of them.
type Organization struct {
	ID          int64
	Slug        string
	CreatedAt   time.Time
	IsActive    bool
	IsBroker    bool
	IsProcessor bool
	IsProvider  bool
	IsBulkBuyer bool
	FullName    string
	Email       string
	// EmailKey is the form in which Email is compared.
	EmailKey            string
	Phone               string
	StreetAddress       string
	Locality            string
	Region              string
	PostalCode          string
	Country             string
	DefaultTimezone     string
	Picture             *string
	Extra               *string
	ProcessorCardKey    *string
	ProcessorDepositKey *string
}

// PrintableName is the full name, or the slug when there is none (profiles-subscriptions-roles.md 1.1).
func (o Organization) PrintableName() string {
	if o.FullName != "" {
		return o.FullName
	}
	return o.Slug
}

// Location is the time zone of the profile; UTC when the machine does not know its name.
func (o Organization) Location() *time.Location {
	loc, err := time.LoadLocation(o.DefaultTimezone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// User is a holder of credentials. A PasswordHash that starts with "!" is unusable.
type User struct {
	ID       int64
	UUID     string `gorm:"column:uuid"`
	Username string
	Email    string
	// EmailKey is the form in which Email is compared, "" for who shares it with somebody since before it was one.
	EmailKey          string
	FirstName         string
	LastName          string
	PasswordHash      string
	CredentialVersion int64
	// KeptSignIn is the sign-in that went on when the password was changed in it, "" for none.
	KeptSignIn string
	IsActive   bool
	CreatedAt  time.Time
	LastLogin  *time.Time
	// HasContact tells whether an entry of the address book is hers; the store keeps it up to date.
	HasContact bool
	// PublicKey is her SSH public key, one line of OpenSSH.
	PublicKey *string
}

// FullName is first and last name.
func (u User) FullName() string { return strings.TrimSpace(u.FirstName + " " + u.LastName) }

// Activated tells whether the user has a usable password (auth-users.md 1.6).
func (u User) Activated() bool { return u.PasswordHash != "" && u.PasswordHash[0] != '!' }

// Contact is an entry of the address book, with the state of e-mail verification.
type Contact struct {
	ID        int64
	Slug      string
	CreatedAt time.Time
	Email     string
	// EmailKey is the form in which Email is compared.
	EmailKey            string
	FullName            string
	NickName            string
	Picture             *string
	Extra               *string
	UserID              *int64
	VerificationState   string
	VerificationKeyHash *string
	VerificationSentAt  *time.Time
	MFABackend          int64 `gorm:"column:mfa_backend"`
	// Archived is the contact of a user who was deleted: no list shows it.
	Archived bool
}

// Activity is a note about a contact, perhaps about a profile too.
type Activity struct {
	ID             int64
	CreatedAt      time.Time
	CreatedByID    *int64
	ContactID      int64
	Text           string
	OrganizationID *int64
}

// NotificationOptOut is a notification that a user does not want.
type NotificationOptOut struct {
	UserID       int64
	Notification string
}

// PendingRegistration is what somebody registered with who has not shown yet that the address is hers. Asked is the request without its password, JSON.
type PendingRegistration struct {
	ID        int64
	Email     string
	Selector  string
	Asked     string
	CreatedAt time.Time
	ExpiresAt time.Time
}

// AddressConfirmation is the key that a user was mailed to show that an address is hers.
type AddressConfirmation struct {
	UserID    int64 `gorm:"primaryKey;autoIncrement:false"`
	Email     string
	Selector  string
	CreatedAt time.Time
	ExpiresAt time.Time
}

// OTPSecret is the secret of an authenticator app, sealed; Pending is one whose set-up was begun. LastStep is the last time step that was
// used.
type OTPSecret struct {
	UserID    int64 `gorm:"primaryKey;autoIncrement:false"`
	Sealed    []byte
	Pending   []byte
	CreatedAt time.Time
	LastStep  int64
}

// TableName is needed since GORM reads OTPSecret as o_tp_secrets.
func (OTPSecret) TableName() string { return "otp_secrets" }

// RecoveryCode is a hash of a code that stands in for an authenticator app once.
type RecoveryCode struct {
	ID       int64
	UserID   int64
	CodeHash string
}

// APIKey is a pair of which only the public half is stored readably.
type APIKey struct {
	ID         int64
	UserID     int64
	PublicKey  string
	SecretHash string
	CreatedAt  time.Time
	LastUsedAt *time.Time
}

// TableName is needed since GORM reads APIKey as api_key, not as a plural of its own.
func (APIKey) TableName() string { return "api_keys" }

// Session is a browser session; without a user it carries an anonymous cart.
type Session struct {
	ID                int64
	KeyHash           string
	UserID            *int64
	CredentialVersion int64
	// SignIn is the one that it came of, "" for an anonymous session.
	SignIn    string
	CreatedAt time.Time
	ExpiresAt time.Time
}

// EndedSignIn is a sign-in that is over; its tokens are good no more.
type EndedSignIn struct {
	SignIn    string
	ExpiresAt time.Time
}

// Agreement is a text that users sign; changing ModifiedAt asks for new signatures.
type Agreement struct {
	ID         int64
	Slug       string
	Title      string
	ModifiedAt time.Time
}

// Signature says when a user last signed an agreement.
type Signature struct {
	ID          int64
	AgreementID int64
	UserID      int64
	LastSigned  time.Time
}

// RoleDescription is a kind of role, global when it has no organization.
type RoleDescription struct {
	ID               int64
	Slug             string
	CreatedAt        time.Time
	OrganizationID   *int64
	Title            string
	SkipOptinOnGrant bool
	Extra            *string
}

// Role ties a user to a profile; it is live when both keys are nil.
type Role struct {
	ID                int64
	CreatedAt         time.Time
	OrganizationID    int64
	UserID            int64
	RoleDescriptionID *int64
	RequestKey        *string
	GrantKey          *string
	// OfferEndsAt is when GrantKey is no longer good, nil for never.
	OfferEndsAt *time.Time
	// ByAddress tells that it is offered to whoever reads the mail of an address: the user has not shown that it is hers.
	ByAddress bool
	Extra     *string
}

// Plan is what a provider sells. Amounts are cents of Unit, AdvanceDiscount hundredths of a percent.
type Plan struct {
	ID               int64
	Slug             string
	Title            *string
	Description      string
	IsActive         bool
	IsNotPriced      bool
	CreatedAt        time.Time
	OrganizationID   int64
	Unit             string
	SetupAmount      int64
	PeriodAmount     int64
	IntervalCode     int64
	PeriodLength     int64
	AdvanceDiscount  int64
	RenewalType      int64
	SkipOptinOnGrant bool
	OptinOnRequest   bool
	Extra            *string
}

// Subscription is a subscriber's right to a plan until EndsAt, which is AnchorAt plus AnchorIntervals intervals of the plan.
type Subscription struct {
	ID              int64
	CreatedAt       time.Time
	EndsAt          time.Time
	AnchorAt        time.Time
	AnchorIntervals int64
	AutoRenew       bool
	Description     *string
	OrganizationID  int64
	PlanID          int64
	GrantKey        *string
	RequestKey      *string
	Extra           *string
	// Gifted tells that somebody else pays for it, whom its subscriber did not ask: it opens nothing of hers to the provider.
	Gifted bool
	// AgreedTerms is what its subscriber's own manager agreed to pay for each period, by an order or by accepting an offer (pricing.Agreed); nil as
	// long as none did, empty when it ended and its provider gave it once more. Without it the provider is none of the subscriber's, and nothing is charged by itself.
	AgreedTerms *string
}

// Coupon is a discount of a provider in percent, perhaps on one plan only.
type Coupon struct {
	ID             int64
	Code           string
	Percent        int64
	CreatedAt      time.Time
	EndsAt         *time.Time
	Description    *string
	OrganizationID int64
	PlanID         *int64
	NbAttempts     *int64
	PayerID        *int64
}

// CartItem is a plan in the cart of a user or of a session; with neither it is a claim that waits for its code.
type CartItem struct {
	ID          int64
	CreatedAt   time.Time
	UserID      *int64
	SessionID   *int64
	PlanID      int64
	CouponID    *int64
	OptionIndex int64
	FullName    string
	SyncOn      *string
	Email       *string
	ClaimCode   *string
	Recorded    bool
}

// RedeemedCoupon is a coupon for what its owner puts into the cart later.
type RedeemedCoupon struct {
	ID             int64
	UserID         *int64
	SessionID      *int64
	OrganizationID int64
	CouponID       int64
	CreatedAt      time.Time
}

// PaymentAttempt is a checkout between its two transactions. OrderJSON is the order as it was priced.
type PaymentAttempt struct {
	ID             int64
	IdempotencyKey string
	UserID         int64
	CustomerID     int64
	Amount         int64
	Unit           string
	OrderJSON      string `gorm:"column:order_json"`
	// RequestHash tells a repetition of the request by its Idempotency-Key, nil when it had none.
	RequestHash *string
	// ChargeKey is the processor's, once it is known.
	ChargeKey *string
	State     string
	CreatedAt time.Time
	ClosedAt  *time.Time
}

// Charge is a payment by card. Amount is cents of Unit.
type Charge struct {
	ID           int64
	CreatedAt    time.Time
	CreatedByID  *int64
	Amount       int64
	Unit         string
	CustomerID   int64
	Description  *string
	Last4        string
	ExpDate      time.Time
	CardName     string
	ProcessorID  int64
	ProcessorKey string
	State        int64
}

// ChargeItem is a line of a charge: the order row that it pays and the rows that settled it.
type ChargeItem struct {
	ID                   int64
	ChargeID             int64
	InvoicedID           int64
	InvoicedFeeID        *int64
	InvoicedDistributeID *int64
	InvoiceKey           *string
	SyncOn               *string
}

// Journal is a business event of the ledger.
type Journal struct {
	ID         int64
	JournalKey string
	InputsHash string
	CreatedAt  time.Time
}

// Transaction is a row of the ledger: an amount that moves from orig to dest.
type Transaction struct {
	ID                 int64
	JournalID          int64
	CreatedAt          time.Time
	Descr              string
	EventID            *string
	Periods            int64
	OrigAccount        string
	OrigOrganizationID int64
	OrigAmount         int64
	OrigUnit           string
	DestAccount        string
	DestOrganizationID int64
	DestAmount         int64
	DestUnit           string
}

// OutboxMail is a mail to one address that a transaction decided to send: a template and what it needs, as JSON. Payload and Recipient are
// forgotten when the mail is sent.
type OutboxMail struct {
	ID        int64
	CreatedAt time.Time
	Template  string
	Payload   string
	Recipient string
	ReplyTo   string
	SentAt    *time.Time
	Attempts  int64
	NextTryAt *time.Time
	GivenUpAt *time.Time
	LastError *string
}

// TableName is that of the migrations.
func (OutboxMail) TableName() string { return "outbox" }

// CreditSubscription is a subscription with credits. Amounts are minor units of Currency; the other fields are those of domain/credit.
type CreditSubscription struct {
	ID           int64
	UUID         string `gorm:"column:uuid"`
	CreatedAt    time.Time
	UpdatedAt    time.Time
	UserID       int64
	Service      string
	Tier         string
	StartAt      time.Time
	EndAt        time.Time
	AnchorAt     time.Time
	AnchorMonths int64
	GraceDays    int64
	CreditsTotal int64
	CreditsUsed  int64
	BasePrice    int64
	ActualPrice  int64
	Currency     string
	Payment      string
	// LowSentFor and GraceSentFor are the ends for which a webhook event was sent.
	LowSentFor   *time.Time
	GraceSentFor *time.Time
}

// CreditPayment is what was answered to a payment.
type CreditPayment struct {
	Purpose   string
	Payment   string
	Answer    string
	CreatedAt time.Time
}

// CreditUsage is a recorded use of credits, with those that were left after it.
type CreditUsage struct {
	ID             int64
	SubscriptionID int64
	Event          string
	Credits        int64
	Remaining      int64
	CreatedAt      time.Time
}

// WebhookEvent is something that a service of the operator is told.
type WebhookEvent struct {
	ID        int64
	UUID      string `gorm:"column:uuid"`
	CreatedAt time.Time
	Event     string
	Payload   string
	NextTryAt time.Time
	Attempts  int64
	SentAt    *time.Time
	GivenUpAt *time.Time
	LastError *string
}

// Dispute is what a processor told of a dispute of a charge.
type Dispute struct {
	ID         int64
	DisputeKey string
	ChargeID   int64
	State      string
	CreatedAt  time.Time
	ClosedAt   *time.Time
}
