package server_test

import (
	"bytes"
	"maps"
	"net/http"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"tollkeeper/openapi/example"
	"tollkeeper/store/storetest"
)

// conditional lists the operations that declare If-Match, each with the one that reads its resource. What can be read and changed under one path
// has to declare it, and the tag of what is read.
func conditional(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, e := range operations(t) {
		if !slices.Contains([]string{"PUT", "PATCH", "DELETE"}, e.method) || e.item.Get == nil || streams(e.op) || streams(e.item.Get) {
			continue
		}
		read := e.item.Get.Responses.Value("200")
		if read == nil || read.Value.Content["application/json"] == nil {
			continue
		}
		declared := slices.ContainsFunc(e.op.Parameters, func(p *openapi3.ParameterRef) bool { return p.Value.Name == "If-Match" })
		if !declared || e.op.Responses.Value("412") == nil || read.Value.Headers["ETag"] == nil {
			t.Errorf("%s does not declare If-Match, 412, or the ETag of %s", e.op.OperationID, e.item.Get.OperationID)
		}
		out[e.op.OperationID] = e.item.Get.OperationID
	}
	return out
}

func streams(op *openapi3.Operation) bool { return op.Extensions["x-stream"] == true }

// TestEveryResourceHonoursIfMatch sends the documented change of every resource three times: with the tag of something else, which is refused
// and changes nothing, with the tag that reading gives, and once more with that, which is old now.
func TestEveryResourceHonoursIfMatch(t *testing.T) {
	requests, err := example.Requests()
	if err != nil {
		t.Fatal(err)
	}
	readers := conditional(t)
	for _, engine := range storetest.Engines() {
		t.Run(engine, func(t *testing.T) {
			stage, snapshot := stageOf(t, engine, requests)
			for _, id := range slices.Sorted(maps.Keys(readers)) {
				change := requests[id]
				if !slices.Contains(built, id) || change.Setup.Refused != 0 {
					continue
				}
				t.Run(id, func(t *testing.T) {
					if err := snapshot.Restore(t.Context()); err != nil {
						t.Fatal(err)
					}
					change, err := stage.Prepare(t.Context(), id)
					if err != nil {
						t.Fatal(err)
					}
					send := func(r example.Request) example.Answer {
						t.Helper()
						answer, err := stage.Send(t.Context(), r)
						if err != nil {
							t.Fatal(err)
						}
						return answer
					}
					reader := requests[readers[id]]
					reader.PathValues, reader.As = change.PathValues, change.As
					with := func(tag string) int {
						t.Helper()
						change.Header = map[string]string{"If-Match": tag}
						return send(change).Status
					}
					before := send(reader)
					tag := before.Header.Get("ETag")
					if before.Status != http.StatusOK || tag == "" {
						t.Fatalf("status %d, tag %q: %s", before.Status, tag, before.Body)
					}
					if got := with(`"somethingelse"`); got != http.StatusPreconditionFailed {
						t.Errorf("another tag: status %d", got)
					}
					if same := send(reader); !bytes.Equal(same.Body, before.Body) || same.Header.Get("ETag") != tag {
						t.Errorf("what was refused changed %s to %s", before.Body, same.Body)
					}
					if got := with(tag); change.Answers[got] == nil && got != http.StatusNoContent {
						t.Fatalf("its tag: status %d", got)
					}
					after := send(reader)
					if changed := !bytes.Equal(after.Body, before.Body); changed != (after.Header.Get("ETag") != tag) {
						t.Errorf("changed: %t, but the tag is %q after %q", changed, after.Header.Get("ETag"), tag)
					}
					if after.Status == http.StatusOK && after.Header.Get("ETag") != tag {
						// The provider of a subscription that has ended may not change it any more.
						ended := id == "profile_subscriptions_delete"
						if got := with(tag); got != http.StatusPreconditionFailed && (!ended || got != http.StatusForbidden) {
							t.Errorf("an old tag: status %d", got)
						}
					}
				})
			}
		})
	}
}
