package cn.tongxing.sdk;

import java.util.Optional;

/**
 * A verified logout token: end every session of yours that matches (OpenID Connect Back-Channel
 * Logout 1.0, section 2.6).
 *
 * @param sessionId if present, only sessions with this {@code sid}; else all of the subject
 */
public record LogoutNotice(Optional<String> subject, Optional<String> sessionId) {}
