package cn.tongxing.adapter.police;

import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;

/** Name and number as typed and well-formed: the two elements that an authority compares. */
record Elements(PersonName name, ResidentIdNumber number) {}
