package org.chatrec.ingest;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A vector as documents hold it, a list of floats, without an object for each of them until
 * somebody asks. Open to change, as everything in a document is to the processors that follow, with
 * any numbers.
 */
final class FloatVector extends AbstractList<Object> implements RandomAccess {
  private float[] values;
  private int size;

  /** Takes the array over. */
  FloatVector(float[] values) {
    this.values = values;
    this.size = values.length;
  }

  FloatVector copy() {
    return new FloatVector(Arrays.copyOf(values, size));
  }

  /** The numbers; a copy. */
  float[] floats() {
    return Arrays.copyOf(values, size);
  }

  @Override
  public Float get(int index) {
    Objects.checkIndex(index, size);
    return values[index];
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Object set(int index, Object value) {
    Float before = get(index);
    values[index] = number(value);
    return before;
  }

  @Override
  public void add(int index, Object value) {
    Objects.checkIndex(index, size + 1);
    float added = number(value);
    if (size == values.length) {
      values = Arrays.copyOf(values, size + 1 + size / 2);
    }
    System.arraycopy(values, index, values, index + 1, size - index);
    values[index] = added;
    size++;
    modCount++;
  }

  @Override
  public Object remove(int index) {
    Float before = get(index);
    System.arraycopy(values, index + 1, values, index, size - index - 1);
    size--;
    modCount++;
    return before;
  }

  private static float number(Object value) {
    if (value instanceof Number number) {
      return number.floatValue();
    }
    throw new IllegalArgumentException("a vector holds numbers only");
  }
}
