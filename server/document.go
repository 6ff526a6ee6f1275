package server

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/swaggest/swgui/v5emb"

	"tollkeeper/openapi"
	"tollkeeper/server/contract"
)

// document serves the contracts as JSON and readable in a browser, and the pages that mails lead to; everything they need is in the binary.
func (s *Server) document(e *echo.Echo) error {
	for name, at := range map[openapi.Name]struct{ json, page, title string }{
		openapi.DjaoApp:       {basePath + "/openapi.json", "/docs/", "Tollkeeper DjaoApp API"},
		openapi.Subscriptions: {basePathV1 + "/openapi.json", "/docs/v1/", "Tollkeeper credit-subscription API"},
	} {
		data, err := openapi.JSON(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		tag := `"` + hex.EncodeToString(sum[:8]) + `"`
		get(e, at.json, func(c echo.Context) error {
			c.Response().Header().Set("ETag", tag)
			c.Response().Header().Set("Cache-Control", "no-cache")
			if c.Request().Header.Get("If-None-Match") == tag {
				return c.NoContent(http.StatusNotModified)
			}
			return c.Blob(http.StatusOK, "application/json", data)
		})
		page := echo.WrapHandler(v5emb.New(at.title, at.json, at.page))
		get(e, at.page, page, contentPolicy)
		get(e, at.page+":asset", page, contentPolicy)
	}
	pages := echo.WrapHandler(contract.Converse(s.cfg.publicURL(), e.IPExtractor, s.pages))
	for _, at := range []string{"/activate/*", "/address/*", "/reset/*", "/accept/*"} {
		get(e, at, pages)
		e.POST(at, pages)
	}
	get(e, "/docs", func(c echo.Context) error { return c.Redirect(http.StatusMovedPermanently, "/docs/") })
	get(e, "/docs/v1", func(c echo.Context) error { return c.Redirect(http.StatusMovedPermanently, "/docs/v1/") })
	get(e, "/", func(c echo.Context) error { return c.Redirect(http.StatusFound, "/docs/") })
	return nil
}

// contentPolicy keeps the reader from loading anything from another host.
func contentPolicy(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set("Cache-Control", "public, max-age=3600")
		c.Response().Header().Set("Content-Security-Policy",
			"default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'")
		return next(c)
	}
}
