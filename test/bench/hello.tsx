import { render, Text } from 'ink';

// What `netdojo`'s first frame is measured against: the least an Ink program can be.
render(<Text>hello, world</Text>);
