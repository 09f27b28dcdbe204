// The one file that imports the UI toolkit: replacing it means rewriting these components and nothing else.
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { type ComponentChildren, h, type Ref, type VNode } from 'preact';

provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeDropdown(), vsCodeOption(), vsCodeTextField());

/** Tags of the controls that take typing, so that plain keys leave them alone. */
export const typingTags: readonly string[] = ['vscode-text-field', 'vscode-dropdown', 'vscode-option'];

/** What a button is given; `title` is also its name where it shows only an icon. */
export interface ButtonProps {
  readonly look: 'primary' | 'secondary' | 'icon';
  readonly onPress: () => void;
  readonly children: ComponentChildren;
  readonly title?: string;
  readonly label?: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly class?: string;
  /** Name of the action that the button does, for tests and styles. */
  readonly action?: string;
}

/** A push or toggle button. It takes part in its toolbar's arrow keys. */
export function Button(props: ButtonProps): VNode {
  return control(
    'vscode-button',
    {
      appearance: props.look,
      class: props.class,
      title: props.title,
      disabled: props.disabled ?? false,
      'aria-label': props.label,
      'data-pressed': props.pressed === undefined ? undefined : String(props.pressed),
      ref: (element: HTMLElement | null) => tellPressed(element, props.pressed),
      'data-stop': '',
      'data-action': props.action,
      onClick: props.onPress,
    },
    props.children,
  );
}

/**
 * Says on the button inside, the one that screen readers meet, whether it is pressed. On the element around it, which has no
 * role, the attribute is not allowed.
 */
function tellPressed(element: HTMLElement | null, pressed: boolean | undefined): void {
  const inner = element?.shadowRoot?.querySelector('button');
  if (inner == null) return;
  if (pressed === undefined) inner.removeAttribute('aria-pressed');
  else inner.setAttribute('aria-pressed', String(pressed));
}

/** What a one-line text field is given. */
export interface TextFieldProps {
  readonly value: string;
  readonly label: string;
  readonly placeholder?: string;
  readonly class?: string;
  readonly fieldRef?: Ref<HTMLElement>;
  readonly onInput: (value: string) => void;
  readonly onKey?: (event: KeyboardEvent) => void;
  readonly onBlur?: () => void;
  /** Goes into the field, at its start or (slot "end") at its end. */
  readonly children?: ComponentChildren;
}

/** A one-line text field. */
export function TextField(props: TextFieldProps): VNode {
  return control(
    'vscode-text-field',
    {
      value: props.value,
      placeholder: props.placeholder ?? '',
      class: props.class,
      'aria-label': props.label,
      ref: props.fieldRef,
      onInput: (event: Event) => props.onInput(textOf(event)),
      onKeyDown: props.onKey,
      onBlur: props.onBlur,
    },
    props.children,
  );
}

/** What a dropdown is given. */
export interface DropdownProps<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly class?: string;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly onChange: (value: T) => void;
}

/** A list of choices, one of which holds. */
export function Dropdown<T extends string>(props: DropdownProps<T>): VNode {
  return control(
    'vscode-dropdown',
    {
      class: props.class,
      'aria-label': props.label,
      title: props.label,
      value: props.value,
      // A change that the program made fires too, so only a different value counts.
      onChange: (event: Event) => {
        const chosen = props.options.find(option => option.value === textOf(event));
        if (chosen === undefined || chosen.value === props.value) return;
        // It shows what holds, which may be something else than what was chosen.
        if (event.currentTarget !== null && 'value' in event.currentTarget) event.currentTarget.value = props.value;
        props.onChange(chosen.value);
      },
    },
    props.options.map(option =>
      control(
        'vscode-option',
        { key: option.value, value: option.value, selected: option.value === props.value },
        option.text,
      ),
    ),
  );
}

/** An element of the toolkit. Attributes that are undefined are left out. */
function control(tag: string, attributes: Record<string, unknown>, children?: ComponentChildren): VNode {
  return h(tag, attributes, children) as VNode;
}

function textOf(event: Event): string {
  const { currentTarget } = event;
  return currentTarget !== null && 'value' in currentTarget && typeof currentTarget.value === 'string'
    ? currentTarget.value
    : '';
}
