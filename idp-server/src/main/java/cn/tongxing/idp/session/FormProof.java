package cn.tongxing.idp.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The one CSRF token of all our pages: the hidden field {@code step} shows that a form with this
 * meaning was shown to this browser, so that no other site and nobody else can post it. Every room
 * with a form uses this one.
 */
public interface FormProof {

  /** The field's value: 43 characters, safe in any field and address. */
  String of(byte[] browser, Form form);

  /** Whether a field's value proves that; false for whatever is no proof at all. */
  boolean holds(String presented, byte[] browser, Form form);

  /** The field's value for the browser of a request; gives it a mark if it has none. */
  String of(Form form, HttpServletRequest request, HttpServletResponse answer);

  /** Whether a field's value proves that for the browser of a request. */
  boolean holds(String presented, Form form, HttpServletRequest request);

  /**
   * What posting a form does, of all forms different.
   *
   * @param room the room that owns the form
   */
  record Form(String room, String meaning) {
    @Override
    public String toString() {
      return room + " " + meaning;
    }
  }
}
