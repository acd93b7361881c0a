/** What every REST surface has: problem details, the bind rule, the API token, cursors and bounded bodies. */
@NullMarked
package io.conductorloop.web;

import org.jspecify.annotations.NullMarked;
