// Package media keeps the pictures that users upload, and serves them.
package media

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// ErrNoPicture is returned for data that is no picture of a kind that browsers show safely.
var ErrNoPicture = errors.New("media: not a JPEG, PNG, GIF or WebP picture")

// Keeper keeps pictures.
type Keeper interface {
	// Picture keeps a picture under the hash of its content and returns its absolute URL. What is no picture is ErrNoPicture.
	Picture(ctx context.Context, data []byte) (url string, err error)
	// Forget removes the picture with a URL; one that is kept elsewhere is left alone.
	Forget(ctx context.Context, url string) error
}

// extensions are by the type that the content itself shows; what a client says it is does not count. SVG is not among them: it runs scripts.
var extensions = map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp"}

// Path is where pictures are served.
const Path = "/media/"

// Folder keeps pictures as files.
type Folder struct {
	dir, site string
}

// NewFolder keeps pictures in a directory, of a site whose URL has no slash at its end.
func NewFolder(dir, site string) *Folder { return &Folder{dir: dir, site: site} }

// Picture implements Keeper: the file is there as a whole or not at all.
func (f *Folder) Picture(_ context.Context, data []byte) (string, error) {
	extension, ok := extensions[http.DetectContentType(data)]
	if !ok {
		return "", ErrNoPicture
	}
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	name := hex.EncodeToString(sum[:]) + extension
	part, err := os.CreateTemp(f.dir, ".part-*")
	if err != nil {
		return "", err
	}
	_, err = part.Write(data)
	if err = errors.Join(err, part.Close()); err != nil {
		return "", errors.Join(err, os.Remove(part.Name()))
	}
	return f.site + Path + name, os.Rename(part.Name(), filepath.Join(f.dir, name))
}

// Forget implements Keeper.
func (f *Folder) Forget(_ context.Context, url string) error {
	name, ours := strings.CutPrefix(url, f.site+Path)
	if !ours || !names.MatchString(name) {
		return nil
	}
	err := os.Remove(filepath.Join(f.dir, name))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

var names = regexp.MustCompile(`^[0-9a-f]{64}\.(jpg|png|gif|webp)$`)

// ServeHTTP serves a picture by its name, and nothing else of the directory.
func (f *Folder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Path[min(len(Path), len(r.URL.Path)):]
	if !names.MatchString(name) {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable") // the name is the hash of the content
	w.Header().Set("Content-Security-Policy", "default-src 'none'")
	http.ServeFile(w, r, filepath.Join(f.dir, name)) //nolint:gosec // the name is a hash and an extension
}
