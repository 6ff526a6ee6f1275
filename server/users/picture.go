package users

import (
	"context"
	"errors"
	"io"
	"mime/multipart"

	"github.com/oapi-codegen/nullable"

	"tollkeeper/server/domain/fault"
	"tollkeeper/server/media"
)

// readForm takes the changes of a form, which the guard has held to the contract, and keeps the picture in it.
func (r *Room) readForm(ctx context.Context, form *multipart.Reader) (changes, error) {
	var in changes
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return in, nil
		}
		if err != nil {
			return in, fault.New(fault.Invalid, "The form could not be read.").Because(err)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return in, err
		}
		value := string(data)
		switch part.FormName() {
		case "email":
			in.email = &value
		case "password":
			in.password = &value
		case "full_name":
			in.fullName = &value
		case "nick_name":
			in.nickName = &value
		case "extra":
			in.extra = nullable.NewNullableWithValue(value)
		case "picture":
			url, err := r.pictures.Picture(ctx, data)
			if errors.Is(err, media.ErrNoPicture) {
				return in, fault.Field("picture", "Send a JPEG, PNG, GIF or WebP picture.")
			}
			if err != nil {
				return in, err
			}
			in.picture = nullable.NewNullableWithValue(url)
		}
	}
}
