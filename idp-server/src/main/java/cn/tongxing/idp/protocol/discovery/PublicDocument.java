package cn.tongxing.idp.protocol.discovery;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;

/**
 * A document that anyone may read and keep for five minutes, with the tag that says whether it
 * changed.
 */
record PublicDocument(byte[] bytes, String tag) {

  static PublicDocument of(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      String tag = HexFormat.of().formatHex(Arrays.copyOf(digest, 16));
      return new PublicDocument(bytes, '"' + tag + '"');
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every Java platform has it
    }
  }

  void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("Cache-Control", "public, max-age=300");
    response.setHeader("ETag", tag);
    // applications in browsers read it too; there is nothing private in it
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    if (isKnown(request)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType("application/json");
    response.setContentLength(bytes.length);
    if (request.getMethod().equals("GET")) {
      response.getOutputStream().write(bytes);
    }
  }

  /** A weak tag matches too: a cache in between that compresses weakens it (RFC 9110 13.1.2). */
  private boolean isKnown(HttpServletRequest request) {
    return Collections.list(request.getHeaders("If-None-Match")).stream()
        .flatMap(header -> Arrays.stream(header.split(",")))
        .map(String::strip)
        .map(known -> known.startsWith("W/") ? known.substring(2) : known)
        .anyMatch(known -> known.equals(tag) || known.equals("*"));
  }
}
